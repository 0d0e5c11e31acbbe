package io.restriper.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The inputs that are kept in the repository. */
final class Corpus {
  private Corpus() {}

  /** The module's folder. */
  static Path module() {
    return Path.of(System.getProperty("restriper.fuzz.directory"));
  }

  /** The folder of a target. */
  static Path of(Target target) {
    return module().resolve("corpus").resolve(target.name().toLowerCase(Locale.ROOT));
  }

  /** The inputs of a target, by name. */
  static List<Path> inputs(Target target) throws IOException {
    try (Stream<Path> files = Files.list(of(target))) {
      return files.sorted().toList();
    }
  }
}
