package io.restriper.testing;

import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories of the drives, and those of the drives that are away. */
final class DriveShelf {
  private static final String PREFIX = "restriper-";
  private static final Path MEMORY = Path.of("/dev/shm");

  /** Containers often have 64 MiB there, which a test could fill. */
  private static final long MEMORY_NEEDED = 1L << 30;

  private final Path root;

  private DriveShelf(Path root) {
    this.root = root;
  }

  static DriveShelf make(Optional<Path> parent) throws IOException {
    Optional<Path> where = parent.isPresent() ? parent : memory();
    Path root =
        where.isPresent()
            ? Files.createTempDirectory(where.get(), PREFIX)
            : Files.createTempDirectory(PREFIX);
    return new DriveShelf(root.toAbsolutePath());
  }

  /** A file system in memory, if there is one with room; writes to it need not wait for a disk. */
  private static Optional<Path> memory() throws IOException {
    boolean roomy =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= MEMORY_NEEDED;
    return roomy ? Optional.of(MEMORY) : Optional.empty();
  }

  Path root() {
    return root;
  }

  Path drive(int number) {
    return root.resolve("drive-" + number);
  }

  private Path away(int number) {
    return root.resolve("away-" + number);
  }

  boolean isLost(int number) {
    return !Files.isDirectory(drive(number));
  }

  /** Whether a drive is there and no block is on it. */
  boolean isBare(int number) {
    if (isLost(number)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(drive(number).resolve(DriveLayout.BLOCKS))) {
      return files.noneMatch(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory of a drive could not be read: " + e, e);
    }
  }

  /** In one step, so that no look at the drive finds half of it. */
  void takeAway(int number) {
    move(drive(number), away(number));
  }

  void putBack(int number) {
    move(away(number), drive(number));
  }

  void putEmpty(int number) {
    try {
      delete(away(number));
      Files.createDirectory(drive(number));
    } catch (IOException e) {
      throw new UncheckedIOException("An empty drive could not be made: " + e, e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory of a drive could not be moved: " + e, e);
    }
  }

  /** Removes everything. */
  void clear() throws IOException {
    delete(root);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> walk = Files.walk(directory)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
