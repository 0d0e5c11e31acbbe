package io.restriper.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a run, each a line of JSON in a file, so that every part, whatever process it runs
 * in and whatever language it is written in, can add its own. Not thread-safe.
 */
public final class Figures {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  /**
   * @param file need not be there
   */
  public Figures(Path file) {
    this.file = file;
  }

  /** Adds a figure to the file and prints it. */
  public void add(String part, String name, String subject, double value, String unit) {
    Figure figure = new Figure(part, name, subject, value, unit);
    System.out.printf(Locale.ROOT, "%s | %s | %s: %.3f %s%n", part, name, subject, value, unit);
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(figure) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All that is in the file, in the order in which it was added. What was measured several times
   * has the median.
   */
  public List<Figure> all() throws IOException {
    Map<Figure, List<Double>> rounds = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      Figure figure = JSON.readValue(line, Figure.class);
      rounds.computeIfAbsent(figure.withValue(0), any -> new ArrayList<>()).add(figure.value());
    }
    List<Figure> all = new ArrayList<>();
    rounds.forEach((figure, values) -> all.add(figure.withValue(median(values))));
    return all;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
