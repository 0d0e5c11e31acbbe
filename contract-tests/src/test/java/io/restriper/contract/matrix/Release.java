package io.restriper.contract.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of a release: its client with what that needs, a driver that was built against it,
 * its pact, and what its server answered.
 *
 * @param version of the artifacts
 * @param directory where it is kept
 */
public record Release(String version, Path directory) {

  /** All releases, in the order of their names. */
  public static List<Release> all() throws IOException {
    Path kept = root().resolve("released");
    if (!Files.isDirectory(kept)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(kept)) {
      return directories
          .filter(Files::isDirectory)
          .sorted()
          .map(directory -> new Release(directory.getFileName().toString(), directory))
          .toList();
    }
  }

  static Release of(String version) {
    return new Release(version, root().resolve("released").resolve(version));
  }

  static Path root() {
    return Path.of(System.getProperty("restriper.root"));
  }

  /** The client's jar and those that it needs. */
  Path libraries() {
    return directory.resolve("lib");
  }

  Path driver() {
    return directory.resolve("driver.jar");
  }

  /** What its client relies on. */
  public Path pact() {
    return directory.resolve("pact.json");
  }

  Path recording() {
    return directory.resolve("recording.json");
  }

  /** The driver, and its client with what that needs. */
  String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(libraries())) {
      return Stream.concat(Stream.of(driver()), jars.filter(jar -> jar.toString().endsWith(".jar")))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
