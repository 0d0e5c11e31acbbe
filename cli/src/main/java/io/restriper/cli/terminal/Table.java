package io.restriper.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows and columns. Not thread-safe. */
public final class Table {

  /** What every table shows, what only a wide one does. */
  private enum Shown {
    ALWAYS,
    WIDE
  }

  private record Column(String name, boolean right, Shown shown) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /** Adds columns of text. */
  public Table columns(String... names) {
    return add(false, Shown.ALWAYS, names);
  }

  /** Adds columns of numbers. */
  public Table numbers(String... names) {
    return add(true, Shown.ALWAYS, names);
  }

  /** Adds columns of text that only a wide table has. */
  public Table wideColumns(String... names) {
    return add(false, Shown.WIDE, names);
  }

  /** Adds columns of numbers that only a wide table has. */
  public Table wideNumbers(String... names) {
    return add(true, Shown.WIDE, names);
  }

  private Table add(boolean right, Shown shown, String... names) {
    for (String name : names) {
      columns.add(new Column(name, right, shown));
    }
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column, those of wide tables included
   */
  public Table row(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row has " + columns.size() + " cells, not " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of the table, the first one with the names of the columns. */
  public List<Line> lines(boolean wide) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (wide || columns.get(i).shown == Shown.ALWAYS) {
        shown.add(i);
      }
    }
    List<Line> lines = new ArrayList<>();
    List<Cell> names = columns.stream().map(c -> new Cell(c.name, Style.STRONG)).toList();
    lines.add(line(shown, names));
    rows.forEach(row -> lines.add(line(shown, row)));
    return Collections.unmodifiableList(lines);
  }

  private Line line(List<Integer> shown, List<Cell> row) {
    List<Cell> cells = new ArrayList<>();
    for (int column : shown) {
      if (!cells.isEmpty()) {
        cells.add(Cell.of("  "));
      }
      Cell cell = row.get(column);
      Cell blank = Cell.of(" ".repeat(width(column) - cell.length()));
      boolean right = columns.get(column).right;
      cells.add(right ? blank : cell);
      cells.add(right ? cell : blank);
    }
    return new Line(cells);
  }

  private int width(int column) {
    int width = columns.get(column).name.length();
    for (List<Cell> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
