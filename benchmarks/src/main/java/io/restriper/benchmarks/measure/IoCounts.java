package io.restriper.benchmarks.measure;

import java.util.concurrent.atomic.LongAdder;

/** How much the drives were asked for. Thread-safe. */
public final class IoCounts {
  public final LongAdder bytesRead = new LongAdder();
  public final LongAdder bytesWritten = new LongAdder();
  public final LongAdder fileSyncs = new LongAdder();
  public final LongAdder directorySyncs = new LongAdder();

  /**
   * The counts at an instant.
   *
   * @param read bytes
   * @param written bytes
   * @param fileSyncs fsyncs of files
   * @param directorySyncs fsyncs of directories
   */
  public record At(long read, long written, long fileSyncs, long directorySyncs) {

    /** What came after an earlier instant. */
    public At since(At earlier) {
      return new At(
          read - earlier.read,
          written - earlier.written,
          fileSyncs - earlier.fileSyncs,
          directorySyncs - earlier.directorySyncs);
    }
  }

  public At now() {
    return new At(bytesRead.sum(), bytesWritten.sum(), fileSyncs.sum(), directorySyncs.sum());
  }
}
