package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drive that is a directory of this machine. Thread-safe.
 *
 * <p>An interrupt of a thread that reads or writes closes the file under it ({@link
 * java.nio.channels.ClosedByInterruptException}), for every other thread that uses the same {@link
 * DriveFiles.Input} too: do not interrupt threads that work on drives.
 *
 * <p>Directories are made durable by opening and forcing them, which Linux and macOS allow.
 */
public final class LocalDriveFiles implements DriveFiles {
  /**
   * Most bytes moved by one system call. Bounds the direct buffer that the JDK keeps for each
   * thread, and keeps what is copied from it in the processor's cache.
   */
  private static final int MAX_TRANSFER = 256 * 1024;

  private final Path directory;

  /**
   * Makes no directory and touches no disk.
   *
   * @param directory of the drive; it need not be there
   */
  public LocalDriveFiles(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** The drive's directory. */
  @Override
  public String toString() {
    return directory.toString();
  }

  @Override
  public void createDirectory(String name) throws IOException {
    Path path = file(name);
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
  }

  @Override
  public Output create(String name) throws IOException {
    Path path = file(name);
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new LocalOutput(path, channel);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void syncDirectory(String name) throws IOException {
    try (FileChannel channel = FileChannel.open(directory(name), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  @Override
  public Input open(String name) throws IOException {
    return new LocalInput(FileChannel.open(file(name), StandardOpenOption.READ));
  }

  @Override
  public Stat stat(String name) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file(name), BasicFileAttributes.class);
    return new Stat(attributes.size(), attributes.lastModifiedTime().toMillis());
  }

  @Override
  public List<String> list(String name) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory(name))) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /**
   * Space of the file system. It is known by its device number; on systems that have none, by the
   * name of its store. A directory is a mount point if its device number is not its parent's, so
   * that a bind mount of a file system onto itself is not seen as one.
   */
  @Override
  public Space space() throws IOException {
    Path real = directory.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new NotDirectoryException(directory.toString());
    }
    FileStore store = Files.getFileStore(real);
    Optional<Long> device = device(real);
    String fileSystem = device.map(d -> "dev:" + d).orElse(store.name());
    return new Space(
        fileSystem, store.getTotalSpace(), store.getUsableSpace(), isMountPoint(real, device));
  }

  private static boolean isMountPoint(Path real, Optional<Long> device) throws IOException {
    Path parent = real.getParent();
    return parent == null || !device.equals(device(parent));
  }

  /** The device number of the file system that a path is on; empty where there are none. */
  static Optional<Long> device(Path path) throws IOException {
    try {
      return Files.getAttribute(path, "unix:dev") instanceof Long device
          ? Optional.of(device)
          : Optional.empty();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Path directory(String name) {
    return name.isEmpty() ? directory : file(name);
  }

  private Path file(String name) {
    int from = 0;
    while (from >= 0) {
      int slash = name.indexOf('/', from);
      String part = name.substring(from, slash < 0 ? name.length() : slash);
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("not a name inside a drive: '" + name + "'");
      }
      from = slash < 0 ? -1 : slash + 1;
    }
    return directory.resolve(name);
  }

  private record LocalOutput(Path path, FileChannel channel) implements Output {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int limit = bytes.limit();
      bytes.limit(Math.min(limit, bytes.position() + MAX_TRANSFER));
      try {
        return channel.write(bytes);
      } finally {
        bytes.limit(limit);
      }
    }

    @Override
    public void setModified(long epochMillis) throws IOException {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.fromMillis(epochMillis), null, null);
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record LocalInput(FileChannel channel) implements Input {
    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      int limit = target.limit();
      target.limit(Math.min(limit, target.position() + MAX_TRANSFER));
      try {
        return channel.read(target, position);
      } finally {
        target.limit(limit);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
