package io.restriper.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A heading, and below it lines that each begin with what they are about. Not thread-safe. */
public final class Sheet {

  private record Entry(String label, Line line) {}

  private final Line heading;
  private final List<Entry> entries = new ArrayList<>();

  /** A sheet with a heading. */
  public Sheet(Line heading) {
    this.heading = heading;
  }

  /** Adds a line. */
  public Sheet add(String label, Cell... cells) {
    return add(label, Line.of(cells));
  }

  /** Adds a line. */
  public Sheet add(String label, Line line) {
    entries.add(new Entry(label, line));
    return this;
  }

  /** The lines of the sheet. */
  public List<Line> lines() {
    int width = entries.stream().mapToInt(entry -> entry.label.length()).max().orElse(0);
    List<Line> lines = new ArrayList<>();
    lines.add(heading);
    for (Entry entry : entries) {
      String label = entry.label + " ".repeat(width - entry.label.length() + 2);
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell("  " + label, Style.DIM));
      cells.addAll(entry.line.cells());
      lines.add(new Line(cells));
    }
    return lines;
  }
}
