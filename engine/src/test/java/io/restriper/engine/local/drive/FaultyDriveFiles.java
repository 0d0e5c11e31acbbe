package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A drive that fails on demand. Wraps another drive, passes everything on, and counts.
 *
 * <pre>{@code
 * FaultyDriveFiles drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
 * drive.failAll(Operation.WRITE, Failure.EIO);       // every write, until heal()
 * drive.failNth(Operation.SYNC, 2, Failure.ENOSPC);  // the second sync from here on, once
 * drive.failWhere(Operation.READ, name -> name.startsWith("blocks/"), Failure.EIO);
 * drive.hangAll(Operation.READ);                     // no read comes back before heal()
 * drive.readOnly();                                  // as a file system that turned read-only
 * drive.gone();                                      // as a drive that was pulled out
 * drive.heal();                                      // all of the above is over
 * }</pre>
 *
 * <p>A fault happens in place of the operation, which is not done then (but see {@link #tornNth}).
 * Operations on open files obey the same rules as those on the drive, by the file's name. Closing
 * is not an operation: it never fails and is not counted. Thread-safe; rules can be changed while
 * other threads work.
 */
public final class FaultyDriveFiles implements DriveFiles {
  /** The operations that are counted and can fail. */
  public enum Operation {
    CREATE_DIRECTORY,
    CREATE,
    WRITE,
    SET_MODIFIED,
    SYNC,
    RENAME,
    SYNC_DIRECTORY,
    DELETE,
    OPEN,
    READ,
    STAT,
    LIST,
    SPACE;

    private boolean changes() {
      return ordinal() <= DELETE.ordinal();
    }
  }

  /** What the operating system would say. */
  public enum Failure {
    EIO("Input/output error"),
    ENOSPC("No space left on device"),
    EROFS("Read-only file system"),
    EACCES("Permission denied");

    private final String words;

    Failure(String words) {
      this.words = words;
    }

    /** A new exception as the JDK makes one. */
    public IOException exception(String name) {
      return new FileSystemException(name, null, words);
    }
  }

  private static final long UNLIMITED = -1;

  private interface Rule {
    /** Throws if the operation is to fail. */
    void apply(Operation operation, String name) throws IOException;
  }

  private final DriveFiles drive;
  private final Map<Operation, AtomicLong> counts = new EnumMap<>(Operation.class);
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Hang hang = new Hang();
  private final AtomicLong tornWrite = new AtomicLong();
  private volatile int mostPerWrite = Integer.MAX_VALUE;
  private volatile Space space;
  private volatile long capacity = UNLIMITED;
  private final Map<String, Long> sizes = new ConcurrentHashMap<>();
  private volatile boolean gone;

  /** Passes on everything until it is told otherwise. */
  public FaultyDriveFiles(DriveFiles drive) {
    this.drive = drive;
    for (Operation operation : Operation.values()) {
      counts.put(operation, new AtomicLong());
    }
  }

  // --- faults

  /** Every operation of a kind fails. */
  public FaultyDriveFiles failAll(Operation operation, Failure failure) {
    return failWhere(operation, name -> true, failure);
  }

  /** Every operation of a kind fails on files or directories whose name matches. */
  public FaultyDriveFiles failWhere(Operation operation, Predicate<String> name, Failure failure) {
    rules.add(
        (done, on) -> {
          if (done == operation && name.test(on)) {
            throw failure.exception(on);
          }
        });
    return this;
  }

  /**
   * One operation fails.
   *
   * @param nth 1 for the next one of that kind
   */
  public FaultyDriveFiles failNth(Operation operation, long nth, Failure failure) {
    AtomicLong left = new AtomicLong(nth);
    rules.add(
        (done, on) -> {
          if (done == operation && left.decrementAndGet() == 0) {
            throw failure.exception(on);
          }
        });
    return this;
  }

  /** Every operation of a kind waits until {@link #heal}, and is done then. */
  public FaultyDriveFiles hangAll(Operation operation) {
    return hangWhere(operation, name -> true);
  }

  /** The same for files or directories whose name matches. */
  public FaultyDriveFiles hangWhere(Operation operation, Predicate<String> name) {
    CountDownLatch healed = hang.begin();
    rules.add(
        (done, on) -> {
          if (done == operation && name.test(on)) {
            hang.await(healed);
          }
        });
    return this;
  }

  /** How many operations are waiting. */
  public int hanging() {
    return hang.waiting();
  }

  /** Every operation that changes something fails as on a read-only file system. */
  public FaultyDriveFiles readOnly() {
    rules.add(
        (done, on) -> {
          if (done.changes()) {
            throw Failure.EROFS.exception(on);
          }
        });
    return this;
  }

  /**
   * Every operation does what it does when the drive's directory is not there: listing finds
   * nothing, deleting does nothing, all others fail with {@link NoSuchFileException}.
   */
  public FaultyDriveFiles gone() {
    gone = true;
    return this;
  }

  /**
   * One operation and all after it throw {@link CrashException}.
   *
   * @param nth 1 for the next operation, of whatever kind
   */
  public FaultyDriveFiles crashAt(long nth) {
    AtomicLong left = new AtomicLong(nth);
    rules.add(
        (done, on) -> {
          if (left.decrementAndGet() <= 0) {
            throw new CrashException(done + " of '" + on + "'");
          }
        });
    return this;
  }

  /** No write takes more bytes than this at a time. */
  public FaultyDriveFiles shortWrites(int bytes) {
    mostPerWrite = bytes;
    return this;
  }

  /**
   * One write puts half of its bytes into the file and then fails with EIO.
   *
   * @param nth 1 for the next write
   */
  public FaultyDriveFiles tornNth(long nth) {
    tornWrite.set(nth);
    return this;
  }

  /** The drive claims to have this space, in place of its own. */
  public FaultyDriveFiles space(Space claimed) {
    space = Objects.requireNonNull(claimed);
    return this;
  }

  /**
   * The drive is a file system of its own that holds so many bytes: what is on it takes room, and
   * writes beyond that fail with ENOSPC. Only files that were written through here are counted.
   */
  public FaultyDriveFiles capacity(long bytes) {
    capacity = bytes;
    return this;
  }

  private long free() {
    return Math.max(0, capacity - sizes.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Ends all faults, and the claimed space and capacity; counts go on. */
  public void heal() {
    rules.clear();
    hang.end();
    tornWrite.set(0);
    mostPerWrite = Integer.MAX_VALUE;
    space = null;
    capacity = UNLIMITED;
    gone = false;
  }

  // --- counts

  /** How many operations there were, failed ones included. */
  public long operations() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** How many operations of a kind there were, failed ones included. */
  public long operations(Operation operation) {
    return counts.get(operation).get();
  }

  private void step(Operation operation, String name) throws IOException {
    counts.get(operation).incrementAndGet();
    for (Rule rule : rules) {
      rule.apply(operation, name);
    }
    if (gone && operation != Operation.LIST && operation != Operation.DELETE) {
      throw new NoSuchFileException(name);
    }
  }

  // --- the drive

  @Override
  public void createDirectory(String directory) throws IOException {
    step(Operation.CREATE_DIRECTORY, directory);
    drive.createDirectory(directory);
  }

  @Override
  public Output create(String name) throws IOException {
    step(Operation.CREATE, name);
    Output output = drive.create(name);
    sizes.put(name, 0L);
    return new FaultyOutput(name, output);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step(Operation.RENAME, from);
    drive.rename(from, to);
    Long size = sizes.remove(from);
    if (size != null) {
      sizes.put(to, size);
    }
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    step(Operation.SYNC_DIRECTORY, directory);
    drive.syncDirectory(directory);
  }

  @Override
  public void delete(String name) throws IOException {
    step(Operation.DELETE, name);
    if (!gone) {
      drive.delete(name);
      sizes.remove(name);
    }
  }

  @Override
  public Input open(String name) throws IOException {
    step(Operation.OPEN, name);
    return new FaultyInput(name, drive.open(name));
  }

  @Override
  public Stat stat(String name) throws IOException {
    step(Operation.STAT, name);
    return drive.stat(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    step(Operation.LIST, directory);
    return gone ? List.of() : drive.list(directory);
  }

  @Override
  public Space space() throws IOException {
    step(Operation.SPACE, "");
    Space claimed = space;
    if (claimed != null || capacity == UNLIMITED) {
      return claimed == null ? drive.space() : claimed;
    }
    return new Space("of " + System.identityHashCode(this), capacity, free(), true);
  }

  private final class FaultyOutput implements Output {
    private final String name;
    private final Output output;

    FaultyOutput(String name, Output output) {
      this.name = name;
      this.output = output;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      step(Operation.WRITE, name);
      if (tornWrite.get() > 0 && tornWrite.decrementAndGet() == 0) {
        ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
        while (half.hasRemaining()) {
          output.write(half);
        }
        throw Failure.EIO.exception(name);
      }
      int length = Math.min(bytes.remaining(), mostPerWrite);
      if (capacity != UNLIMITED && free() < length) {
        throw Failure.ENOSPC.exception(name);
      }
      int written = output.write(bytes.slice(bytes.position(), length));
      sizes.merge(name, (long) written, Long::sum);
      bytes.position(bytes.position() + written);
      return written;
    }

    @Override
    public void setModified(long epochMillis) throws IOException {
      step(Operation.SET_MODIFIED, name);
      output.setModified(epochMillis);
    }

    @Override
    public void sync() throws IOException {
      step(Operation.SYNC, name);
      output.sync();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private final class FaultyInput implements Input {
    private final String name;
    private final Input input;

    FaultyInput(String name, Input input) {
      this.name = name;
      this.input = input;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      step(Operation.READ, name);
      return input.read(target, position);
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
