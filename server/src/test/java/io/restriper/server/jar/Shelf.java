package io.restriper.server.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The directories that serve as drives, and the configuration file that names them. Each drive is a
 * node of its own, so that its slot is known by its number.
 */
final class Shelf {
  /** What every drive has that was in use; see docs/on-disk-format.md. */
  private static final String IDENTITY = "restriper-drive.properties";

  private final Path directory;
  private final Set<Integer> configured = new TreeSet<>();
  private final Set<Integer> away = new TreeSet<>();
  private String encoding;

  Shelf(Path directory, int drives, String encoding) throws IOException {
    this.directory = directory;
    this.encoding = encoding;
    Files.createDirectory(directory.resolve("away"));
    for (int drive = 1; drive <= drives; drive++) {
      configured.add(drive);
    }
    write();
  }

  Path config() {
    return directory.resolve("restriper.yaml");
  }

  Set<Integer> configured() {
    return configured;
  }

  Set<Integer> away() {
    return away;
  }

  Set<Integer> configuredAndThere() {
    Set<Integer> there = new TreeSet<>(configured);
    there.removeAll(away);
    return there;
  }

  String encoding() {
    return encoding;
  }

  private Path place(int drive) {
    return directory.resolve("d" + drive);
  }

  private Path elsewhere(int drive) {
    return directory.resolve("away").resolve("d" + drive);
  }

  boolean holds(int drive) {
    return Files.isDirectory(place(drive));
  }

  void moveAway(int drive) throws IOException {
    Files.move(place(drive), elsewhere(drive), StandardCopyOption.ATOMIC_MOVE);
    away.add(drive);
  }

  void putBack(int drive) throws IOException {
    if (isMadeAnew(drive)) {
      LossOfDrivesIT.remove(elsewhere(drive));
    } else {
      Files.move(elsewhere(drive), place(drive), StandardCopyOption.ATOMIC_MOVE);
    }
    away.remove(drive);
  }

  void replaceByEmpty(int drive) throws IOException {
    boolean isThere = isMadeAnew(drive);
    LossOfDrivesIT.remove(elsewhere(drive));
    if (!isThere) {
      Files.createDirectory(place(drive));
    }
    away.remove(drive);
  }

  /**
   * A drive that is taken away before the server has put it in use is a new one at its next start.
   */
  private boolean isMadeAnew(int drive) {
    return holds(drive) && !Files.exists(elsewhere(drive).resolve(IDENTITY));
  }

  void add(int drive) throws IOException {
    configured.add(drive);
    write();
  }

  void takeOut(int drive) throws IOException {
    configured.remove(drive);
    write();
  }

  void encode(String changed) throws IOException {
    encoding = changed;
    write();
  }

  private void write() throws IOException {
    String drives =
        configured.stream()
            .map(drive -> "  - path: d" + drive + "\n    node: " + drive + "\n")
            .collect(Collectors.joining());
    Path beside = directory.resolve("restriper.yaml.new");
    Files.writeString(beside, "data: data\nencoding: " + encoding + "\ndrives:\n" + drives);
    Files.move(beside, config(), StandardCopyOption.ATOMIC_MOVE);
  }
}
