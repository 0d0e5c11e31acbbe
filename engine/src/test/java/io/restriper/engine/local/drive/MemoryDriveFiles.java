package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A drive in memory that knows which of its bytes and names are durable, so that a test can cut the
 * power and look at what is left. Real file systems are kinder in most cases; what is right on both
 * extremes of {@link Survivors} does not rely on their kindness.
 *
 * <pre>{@code
 * MemoryDriveFiles memory = new MemoryDriveFiles();
 * FaultyDriveFiles drive = new FaultyDriveFiles(memory);
 * drive.crashAt(7);
 * // work on drive until it crashes
 * MemoryDriveFiles later = memory.afterPowerCut(Survivors.NAMES_WITHOUT_BYTES);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MemoryDriveFiles implements DriveFiles {
  /** What survives a power cut of that which was not synced. */
  public enum Survivors {
    /** Nothing: names are as at the last sync of their directory, bytes as at that of the file. */
    SYNCED_ONLY,
    /** All names, but of bytes only those that were synced: files come out empty or old. */
    NAMES_WITHOUT_BYTES
  }

  private sealed interface Node {}

  private static final class Directory implements Node {
    private final Map<String, Node> now = new HashMap<>();
    private Map<String, Node> durable = Map.of();
  }

  private static final class File implements Node {
    private byte[] now = {};
    private long modified;
    private byte[] durable = {};
    private long durableModified;
  }

  private final Directory root;

  /** An empty directory. */
  public MemoryDriveFiles() {
    this(new Directory());
  }

  private MemoryDriveFiles(Directory root) {
    this.root = root;
  }

  /** What a process finds after the power was cut at this instant. This drive is not changed. */
  public synchronized MemoryDriveFiles afterPowerCut(Survivors survivors) {
    return new MemoryDriveFiles((Directory) left(root, survivors));
  }

  /** Flips a bit of a file, durably and with no other trace, as ageing disks do. */
  public synchronized void flip(String name, int where) throws IOException {
    File file = file(name);
    if (file.now.length > 0) {
      file.now = file.now.clone();
      file.now[where % file.now.length] ^= 1;
      file.durable = file.now;
    }
  }

  /** Gives a file another time of last change, if it is there. */
  public synchronized void touch(String name) throws IOException {
    if (parent(name).now.get(last(name)) instanceof File file) {
      file.modified++;
    }
  }

  private static Node left(Node node, Survivors survivors) {
    if (node instanceof Directory directory) {
      Directory copy = new Directory();
      (survivors == Survivors.SYNCED_ONLY ? directory.durable : directory.now)
          .forEach((name, child) -> copy.now.put(name, left(child, survivors)));
      copy.durable = Map.copyOf(copy.now);
      return copy;
    }
    File file = (File) node;
    File copy = new File();
    copy.now = file.durable;
    copy.durable = file.durable;
    copy.modified = file.durableModified;
    copy.durableModified = file.durableModified;
    return copy;
  }

  @Override
  public synchronized void createDirectory(String name) throws IOException {
    Node before = parent(name).now.putIfAbsent(last(name), new Directory());
    if (before instanceof File) {
      throw new FileAlreadyExistsException(name);
    }
  }

  @Override
  public synchronized Output create(String name) throws IOException {
    File file = new File();
    Node before = parent(name).now.get(last(name));
    if (before instanceof Directory) {
      throw new FileAlreadyExistsException(name);
    }
    if (before instanceof File old) {
      file = old;
      file.now = new byte[0];
    }
    parent(name).now.put(last(name), file);
    return new MemoryOutput(file);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    Directory target = parent(to);
    File file = file(from);
    parent(from).now.remove(last(from));
    target.now.put(last(to), file);
  }

  @Override
  public synchronized void syncDirectory(String name) throws IOException {
    Directory directory = directory(name);
    directory.durable = Map.copyOf(directory.now);
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    try {
      parent(name).now.remove(last(name));
    } catch (NoSuchFileException e) {
      return; // What is in no directory is not there, and nothing happens then.
    }
  }

  @Override
  public synchronized Input open(String name) throws IOException {
    return new MemoryInput(file(name));
  }

  @Override
  public synchronized Stat stat(String name) throws IOException {
    File file = file(name);
    return new Stat(file.now.length, file.modified);
  }

  @Override
  public synchronized List<String> list(String name) throws IOException {
    try {
      return List.copyOf(directory(name).now.keySet());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public Space space() {
    return new Space("memory", 1L << 40, 1L << 39, true);
  }

  private File file(String name) throws IOException {
    if (parent(name).now.get(last(name)) instanceof File file) {
      return file;
    }
    throw new NoSuchFileException(name);
  }

  private Directory directory(String name) throws IOException {
    Directory directory = root;
    int from = 0;
    while (from < name.length()) {
      int slash = name.indexOf('/', from);
      int to = slash < 0 ? name.length() : slash;
      Node child = directory.now.get(name.substring(from, to));
      from = to + 1;
      if (child == null) {
        throw new NoSuchFileException(name);
      }
      if (!(child instanceof Directory next)) {
        throw new NotDirectoryException(name);
      }
      directory = next;
    }
    return directory;
  }

  private Directory parent(String name) throws IOException {
    return directory(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private final class MemoryOutput implements Output {
    private final File file;

    MemoryOutput(File file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes) {
      synchronized (MemoryDriveFiles.this) {
        int length = bytes.remaining();
        int at = file.now.length;
        file.now = Arrays.copyOf(file.now, at + length);
        bytes.get(file.now, at, length);
        return length;
      }
    }

    @Override
    public void setModified(long epochMillis) {
      synchronized (MemoryDriveFiles.this) {
        file.modified = epochMillis;
      }
    }

    @Override
    public void sync() {
      synchronized (MemoryDriveFiles.this) {
        file.durable = file.now.clone();
        file.durableModified = file.modified;
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private final class MemoryInput implements Input {
    private final File file;

    MemoryInput(File file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      synchronized (MemoryDriveFiles.this) {
        if (position >= file.now.length) {
          return -1;
        }
        int length = (int) Math.min(target.remaining(), file.now.length - position);
        target.put(file.now, (int) position, length);
        return length;
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
