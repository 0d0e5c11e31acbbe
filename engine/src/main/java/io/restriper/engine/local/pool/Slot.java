package io.restriper.engine.local.pool;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DiskFacts;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.io.DriveIo;
import io.restriper.engine.setup.EngineRuntime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

/**
 * A slot: a place for a drive, with the threads that do its input and output, so that a slow drive
 * holds up nobody but those who need it. Thread-safe.
 */
public final class Slot implements AutoCloseable {
  private final int node;
  private final int number;
  private final String path;
  private final DriveIo io;
  private final Lock looks;
  private final Lock leaves;
  private final AtomicLong used = new AtomicLong();
  private volatile Condition condition = Condition.unknown();
  private volatile boolean leaving;

  /**
   * Takes a place.
   *
   * @param node that it is in
   * @param number within the node, from 1
   * @param path of the directory, as it was configured
   * @param files of the drive
   * @param runtime has threads, locks, a clock, and patience
   */
  public Slot(int node, int number, String path, DriveFiles files, EngineRuntime runtime) {
    this.node = node;
    this.number = number;
    this.path = path;
    this.io = new DriveIo("drive-" + id(), "The drive at " + path, files, runtime);
    this.looks = runtime.threads().lock();
    this.leaves = runtime.threads().lock();
  }

  /** Does something on the drive's own threads; the future fails with what it throws. */
  public <T> CompletableFuture<T> submit(DriveIo.Io<T> work) {
    return io.submit(work);
  }

  /** The threads of the drive, and whether it answers. */
  public DriveIo io() {
    return io;
  }

  /** Node and slot number: {@code node:slot}. */
  public String id() {
    return node + ":" + number;
  }

  public int node() {
    return node;
  }

  public int number() {
    return number;
  }

  /** The directory, as it was configured. */
  public String path() {
    return path;
  }

  /** The file operations; to be used on the threads of {@link #io} only. */
  public DriveFiles files() {
    return io.files();
  }

  /** Held by who looks at the drive and acts on what is found: one at a time. */
  public Lock looks() {
    return looks;
  }

  /** Held by who lets its drive go or has it stay; not while the drive is waited for. */
  public Lock leaves() {
    return leaves;
  }

  public Condition condition() {
    return condition;
  }

  void condition(Condition changed) {
    condition = changed;
  }

  /** Whether its drive is being emptied: it gives blocks and takes none. */
  public boolean isLeaving() {
    return leaving;
  }

  void leave(boolean emptied) {
    leaving = emptied;
  }

  /** Bytes of payload on the drive, those that are being written included. */
  public long used() {
    return used.get();
  }

  /** Counts bytes in advance of {@link #setUsed}, so that placement sees them at once. */
  public void addUsed(long bytes) {
    used.addAndGet(bytes);
  }

  void setUsed(long bytes) {
    used.set(bytes);
  }

  /** Takes no more input and output; what was begun is still done. */
  @Override
  public void close() {
    io.close();
  }

  /** Waits until all is done after {@link #close}; false if the time was over before. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return io.awaitEnd(limit);
  }

  /**
   * What is known of the drive in the slot.
   *
   * @param state as it was last found
   * @param detail why it is not healthy, for a person
   * @param drive the drive that is in use, or was last
   * @param usable whether blocks are read from it and written to it
   * @param space of its file system, as last asked; if the drive is there
   * @param sharers how many slots share that file system, this one included; 1 or more
   * @param disk what is below the directory
   */
  public record Condition(
      SlotState state,
      String detail,
      Optional<DriveRecord> drive,
      boolean usable,
      Optional<DriveFiles.Space> space,
      int sharers,
      DiskFacts disk) {

    static Condition unknown() {
      return new Condition(
          SlotState.EMPTY, "", Optional.empty(), false, Optional.empty(), 1, DiskFacts.UNKNOWN);
    }

    /**
     * Whether it is known how much room there is. A drive in use that does not tell is about to be
     * lost, and is not to be taken for a full one.
     */
    public boolean tellsRoom() {
      return space.isPresent();
    }

    /** Bytes that can still be written, this slot's share if others are on the same file system. */
    public long free() {
      return space.map(known -> known.free() / sharers).orElse(0L);
    }

    /** Bytes of the file system, this slot's share if others are on it too. */
    public long capacity() {
      return space.map(known -> known.total() / sharers).orElse(0L);
    }

    Condition withSpace(Optional<DriveFiles.Space> asked, int shared) {
      return new Condition(state, detail, drive, usable, asked, shared, disk);
    }
  }
}
