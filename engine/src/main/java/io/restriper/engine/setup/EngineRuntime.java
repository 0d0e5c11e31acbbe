package io.restriper.engine.setup;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What an engine gets from the world around it, so that a test can put something else in its place.
 *
 * @param drives gives the file operations of the drive in a directory
 * @param faults points at which a test can hold or break the work
 * @param clock tells the time of day
 * @param nanos a clock that never jumps, in nanoseconds
 * @param lookInterval how often each drive is looked at
 * @param blockSize payload of a full block in bytes, a multiple of 64 KiB up to 16 MiB
 * @param bufferBytes memory for blocks that are on their way, in bytes
 * @param threads where threads and locks come from
 * @param patience how long a drive is waited for
 * @param random gives the calling thread what it decides by, where all choices are equally good
 */
public record EngineRuntime(
    Function<Path, DriveFiles> drives,
    FaultPoints faults,
    Clock clock,
    LongSupplier nanos,
    Duration lookInterval,
    int blockSize,
    long bufferBytes,
    Threads threads,
    Patience patience,
    Supplier<Random> random) {

  /** Payload of a full block, unless something else is asked for. */
  public static final int BLOCK_SIZE = 1 << 20;

  /** The real world. */
  public static EngineRuntime real() {
    return new EngineRuntime(
        LocalDriveFiles::new,
        FaultPoints.NONE,
        Clock.systemUTC(),
        System::nanoTime,
        Duration.ofSeconds(1),
        BLOCK_SIZE,
        // G1 gives an array of this size twice its room, in heaps below 8 GiB: so it is two fifths.
        Runtime.getRuntime().maxMemory() / 5,
        Threads.REAL,
        Patience.DEFAULT,
        ThreadLocalRandom::current);
  }

  /** The same with other fault points. */
  public EngineRuntime withFaults(FaultPoints points) {
    return changed(parts -> parts.faults = points);
  }

  /** The same with other file operations. */
  public EngineRuntime withDrives(Function<Path, DriveFiles> files) {
    return changed(parts -> parts.drives = files);
  }

  /** The same with other intervals between two looks at a drive. */
  public EngineRuntime withLookInterval(Duration interval) {
    return changed(parts -> parts.lookInterval = interval);
  }

  /** The same with blocks of another size. */
  public EngineRuntime withBlockSize(int bytes) {
    return changed(parts -> parts.blockSize = bytes);
  }

  /**
   * The same with other memory for blocks that are on their way.
   *
   * @param bytes 0 or more; two stripes have room in each part of it in any case
   */
  public EngineRuntime withBufferBytes(long bytes) {
    return changed(parts -> parts.bufferBytes = bytes);
  }

  /** The same with other threads and locks. */
  public EngineRuntime withThreads(Threads others) {
    return changed(parts -> parts.threads = others);
  }

  /** The same with other clocks. */
  public EngineRuntime withClocks(Clock time, LongSupplier ticker) {
    return changed(
        parts -> {
          parts.clock = time;
          parts.nanos = ticker;
        });
  }

  /** The same with another clock that never jumps. */
  public EngineRuntime withNanos(LongSupplier ticker) {
    return changed(parts -> parts.nanos = ticker);
  }

  /** The same with another patience with drives. */
  public EngineRuntime withPatience(Patience other) {
    return changed(parts -> parts.patience = other);
  }

  /** The same with decisions that can be foretold. */
  public EngineRuntime withRandom(Random source) {
    return changed(parts -> parts.random = () -> source);
  }

  private EngineRuntime changed(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.whole();
  }

  /** What is changed for one that is the same otherwise. */
  private static final class Parts {
    private Function<Path, DriveFiles> drives;
    private FaultPoints faults;
    private Clock clock;
    private LongSupplier nanos;
    private Duration lookInterval;
    private int blockSize;
    private long bufferBytes;
    private Threads threads;
    private Patience patience;
    private Supplier<Random> random;

    Parts(EngineRuntime from) {
      this.drives = from.drives;
      this.faults = from.faults;
      this.clock = from.clock;
      this.nanos = from.nanos;
      this.lookInterval = from.lookInterval;
      this.blockSize = from.blockSize;
      this.bufferBytes = from.bufferBytes;
      this.threads = from.threads;
      this.patience = from.patience;
      this.random = from.random;
    }

    EngineRuntime whole() {
      return new EngineRuntime(
          drives,
          faults,
          clock,
          nanos,
          lookInterval,
          blockSize,
          bufferBytes,
          threads,
          patience,
          random);
    }
  }
}
