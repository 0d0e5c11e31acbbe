package io.restriper.testing;

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
  private final Path root;

  private DriveShelf(Path root) {
    this.root = root;
  }

  static DriveShelf make(Optional<Path> parent) throws IOException {
    String prefix = "restriper-";
    Path root =
        parent.isPresent()
            ? Files.createTempDirectory(parent.get(), prefix)
            : Files.createTempDirectory(prefix);
    return new DriveShelf(root.toAbsolutePath());
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
