package io.restriper.benchmarks.disk;

import java.util.concurrent.atomic.LongAdder;

/** How much the drives were asked for. Thread-safe. */
final class IoCounts {
  final LongAdder bytesRead = new LongAdder();
  final LongAdder bytesWritten = new LongAdder();
  final LongAdder fileSyncs = new LongAdder();
  final LongAdder directorySyncs = new LongAdder();

  /**
   * The counts at an instant.
   *
   * @param read bytes
   * @param written bytes
   * @param fileSyncs fsyncs of files
   * @param directorySyncs fsyncs of directories
   */
  record At(long read, long written, long fileSyncs, long directorySyncs) {

    /** What came after an earlier instant. */
    At since(At earlier) {
      return new At(
          read - earlier.read,
          written - earlier.written,
          fileSyncs - earlier.fileSyncs,
          directorySyncs - earlier.directorySyncs);
    }
  }

  At now() {
    return new At(bytesRead.sum(), bytesWritten.sum(), fileSyncs.sum(), directorySyncs.sum());
  }
}
