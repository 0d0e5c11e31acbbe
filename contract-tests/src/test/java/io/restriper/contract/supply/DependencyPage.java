package io.restriper.contract.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of {@code docs/dependencies.md}, by the headings that they stand under. */
final class DependencyPage {
  /** The heading of the libraries that are shipped: library, licence, in, what for. */
  static final String SHIPPED = "What is shipped";

  /** The heading of what is never shipped: name, what for. */
  static final String BUILD_ONLY = "What only the build and the tests use";

  /** The heading of the licences that a shipped library may have. */
  static final String LICENCES = "Licences";

  private final Map<String, Map<String, List<String>>> tables = new TreeMap<>();

  private DependencyPage() {}

  static DependencyPage read(Path root) throws IOException {
    DependencyPage page = new DependencyPage();
    String heading = "";
    for (String line : Files.readAllLines(root.resolve("docs/dependencies.md"))) {
      if (line.startsWith("## ")) {
        heading = line.substring("## ".length());
      } else if (line.startsWith("| `")) {
        page.add(heading, cells(line));
      }
    }
    return page;
  }

  private void add(String heading, List<String> cells) {
    String name = cells.get(0).replace("`", "");
    if (tables.computeIfAbsent(heading, h -> new TreeMap<>()).put(name, cells) != null) {
      throw new IllegalStateException(name + " stands twice under '" + heading + "'");
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>(Arrays.asList(line.split("\\|", -1)));
    return cells.subList(1, cells.size() - 1).stream().map(String::strip).toList();
  }

  /** The rows under a heading, by what stands in their first cell; each with all its cells. */
  Map<String, List<String>> table(String heading) {
    Map<String, List<String>> table = tables.get(heading);
    if (table == null) {
      throw new IllegalStateException("docs/dependencies.md has no table under '" + heading + "'");
    }
    return table;
  }
}
