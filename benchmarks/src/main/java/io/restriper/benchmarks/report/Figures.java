package io.restriper.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** All that is in the file, in the order in which it was added. */
  public List<Figure> all() throws IOException {
    List<Figure> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(JSON.readValue(line, Figure.class));
    }
    return all;
  }
}
