package io.restriper.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the report of a run: a table, all figures as JSON, and a plot as SVG. */
public final class Report {

  private Report() {}

  /**
   * Takes a folder with files of figures, one a part, and writes {@code report.md}, {@code
   * results.json} and {@code results.svg} into it; prints the table.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Figure> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Report::hasFigures).sorted().toList()) {
        all.addAll(new Figures(file).all());
      }
    }
    String table = Table.of(all);
    Files.writeString(folder.resolve("report.md"), table);
    Files.writeString(folder.resolve("results.svg"), Plot.of(all));
    new JsonMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(
            folder.resolve("results.json").toFile(),
            new TreeMap<>(Map.of("machine", machine(), "figures", all)));
    System.out.print(table);
  }

  private static boolean hasFigures(Path file) {
    return file.getFileName().toString().endsWith(".jsonl");
  }

  private static Map<String, String> machine() {
    return Stream.of("java.version", "java.vm.name", "os.name", "os.version", "os.arch")
        .collect(Collectors.toMap(name -> name, System::getProperty, (a, b) -> a, TreeMap::new));
  }
}
