package io.restriper.contract.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hand-written Java files below a folder with modules, and what is wrong with them. */
final class SourceTree {

  static final int MAX_LINES_OF_A_FILE = 400;
  static final int MAX_FILES_OF_A_PACKAGE = 15;

  /** In pieces, so that this file does not find itself. */
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Dis" + "abled\\b");

  private final Path root;

  SourceTree(Path root) {
    this.root = root;
  }

  /** Every hand-written Java file, main and test, of every module. */
  List<Path> javaFiles() {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> files = new ArrayList<>();
      for (Path module : modules.sorted().toList()) {
        for (String folder : List.of("src/main/java", "src/test/java")) {
          if (Files.isDirectory(module.resolve(folder))) {
            files.addAll(javaFilesBelow(module.resolve(folder)));
          }
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sentence for each file that has too many lines. */
  List<String> filesThatAreTooLong() {
    List<String> found = new ArrayList<>();
    for (Path file : javaFiles()) {
      int lines = lines(file).size();
      if (lines > MAX_LINES_OF_A_FILE) {
        found.add(
            "%s has %d lines, more than %d: split it"
                .formatted(root.relativize(file), lines, MAX_LINES_OF_A_FILE));
      }
    }
    return found;
  }

  /** A sentence for each package folder that has too many files. */
  List<String> packagesThatAreTooLarge() {
    Map<Path, Integer> sizes = new TreeMap<>();
    for (Path file : javaFiles()) {
      if (!file.endsWith("package-info.java")) {
        sizes.merge(file.getParent(), 1, Integer::sum);
      }
    }
    List<String> found = new ArrayList<>();
    sizes.forEach(
        (folder, files) -> {
          if (files > MAX_FILES_OF_A_PACKAGE) {
            found.add(
                "%s has %d files, more than %d: split it"
                    .formatted(root.relativize(folder), files, MAX_FILES_OF_A_PACKAGE));
          }
        });
    return found;
  }

  /** A sentence for each line with a mark of unfinished work or a test that is switched off. */
  List<String> unfinishedLines() {
    List<String> found = new ArrayList<>();
    for (Path file : javaFiles()) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (UNFINISHED.matcher(lines.get(i)).find()) {
          found.add("%s:%d: %s".formatted(root.relativize(file), i + 1, lines.get(i).strip()));
        }
      }
    }
    return found;
  }

  private static List<Path> javaFilesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
