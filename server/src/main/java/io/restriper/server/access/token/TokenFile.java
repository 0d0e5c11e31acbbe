package io.restriper.server.access.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file in which the tokens of a server are kept, as hashes. It is replaced as a whole: whoever
 * reads it sees all of a change or nothing of it, also after a crash. Thread-safe, and safe against
 * other processes that change it.
 */
public final class TokenFile {
  /** What it is called, in the data directory. */
  public static final String NAME = "tokens.json";

  /** What is locked while it is changed; nothing is ever in it. */
  static final String LOCK = NAME + ".lock";

  private static final String WORK = NAME + ".new";
  private static final int MAX_BYTES = 4 << 20;
  private static final FileAttribute<Set<PosixFilePermission>> FOR_ONE_USER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_FOR_ONE_USER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  /** The file in a data directory, which need not be there yet. */
  public TokenFile(Path data) {
    this.folder = data;
  }

  /** Whether a file in a data directory belongs to the tokens. */
  public static boolean isPart(Path file) {
    return Set.of(NAME, LOCK, WORK).contains(String.valueOf(file.getFileName()));
  }

  /** Where it is. */
  public Path path() {
    return folder.resolve(NAME);
  }

  /**
   * What is in it.
   *
   * @return empty if there is no such file
   * @throws TokenFileException if it cannot be read or understood
   */
  public Optional<byte[]> bytes() throws TokenFileException {
    try {
      if (Files.size(path()) > MAX_BYTES) {
        throw new TokenFileException(
            "The file " + path() + " is too large to be one of tokens." + remedy());
      }
      return Optional.of(Files.readAllBytes(path()));
    } catch (TokenFileException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new TokenFileException(
          "The file of the tokens "
              + path()
              + " cannot be read: "
              + reason(e)
              + ". It must belong to the user that the server runs as.");
    }
  }

  /**
   * The tokens in what was read.
   *
   * @throws TokenFileException if it cannot be understood
   */
  public Tokens parse(byte[] bytes) throws TokenFileException {
    try {
      return TokenJson.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new TokenFileException(
          "The file of the tokens "
              + path()
              + " cannot be understood: "
              + e.getMessage()
              + "."
              + remedy());
    }
  }

  /**
   * The tokens in the file.
   *
   * @return empty if there is no such file
   * @throws TokenFileException if it cannot be read or understood
   */
  public Optional<Tokens> read() throws TokenFileException {
    Optional<byte[]> bytes = bytes();
    return bytes.isEmpty() ? Optional.empty() : Optional.of(parse(bytes.get()));
  }

  /**
   * Changes the file, which is made if it is not there. Returns when the change is on the disk.
   *
   * @param change makes other tokens of those that are there; what it throws comes out here, and
   *     the file stays as it was
   * @throws TokenFileException if it cannot be read, understood or written
   */
  public void change(UnaryOperator<Tokens> change) throws TokenFileException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, FOLDER_FOR_ONE_USER);
      }
      // The lock of a file is for other processes; within one it cannot be waited for.
      synchronized (TokenFile.class) {
        try (FileChannel lock = open(LOCK)) {
          lock.lock();
          write(TokenJson.write(change.apply(read().orElse(Tokens.NONE))));
        }
      }
    } catch (TokenFileException e) {
      throw e;
    } catch (IOException e) {
      throw new TokenFileException(
          "The file of the tokens "
              + path()
              + " cannot be written: "
              + reason(e)
              + ". Run this as the user that the server runs as.");
    }
  }

  private void write(byte[] content) throws IOException {
    Files.deleteIfExists(folder.resolve(WORK));
    try (FileChannel file = open(WORK)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    Files.move(folder.resolve(WORK), path(), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Opens a file that is made if it is not there, readable by nobody else. */
  private FileChannel open(String name) throws IOException {
    Path file = folder.resolve(name);
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    // No links: the folder may belong to somebody who may do less than whoever runs this.
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            FOR_ONE_USER);
    if (!there) {
      giveToOwnerOfFolder(file);
    }
    return channel;
  }

  /** What root makes would otherwise be out of the reach of the user that the server runs as. */
  private void giveToOwnerOfFolder(Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    FileOwnerAttributeView view =
        Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.getOwner().equals(owner)) {
      view.setOwner(owner);
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission is denied";
    }
    return failure instanceof FileSystemException detailed && detailed.getReason() != null
        ? detailed.getReason()
        : String.valueOf(failure.getMessage());
  }

  private static String remedy() {
    return " Put back a copy of it, or delete it and make the tokens anew.";
  }
}
