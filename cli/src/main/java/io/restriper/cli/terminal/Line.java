package io.restriper.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of text.
 *
 * @param cells its pieces, with nothing in between
 */
public record Line(List<Cell> cells) {

  /** Copies the list. */
  public Line {
    cells = List.copyOf(cells);
  }

  /** A line of some pieces. */
  public static Line of(Cell... cells) {
    return new Line(Arrays.asList(cells));
  }

  /** A line in plain style. */
  public static Line of(String text) {
    return of(Cell.of(text));
  }

  /** This line with more pieces at its end. */
  public Line and(Cell... more) {
    List<Cell> all = new ArrayList<>(cells);
    all.addAll(Arrays.asList(more));
    return new Line(all);
  }

  /** The first characters of this line. */
  public Line cutTo(int width) {
    List<Cell> kept = new ArrayList<>();
    int left = width;
    for (Cell cell : cells) {
      Cell cut = cell.cutTo(left);
      kept.add(cut);
      left -= cut.length();
    }
    return new Line(kept);
  }

  /** As it is to be printed, without blanks at the end. */
  public String render(boolean colours) {
    StringBuilder text = new StringBuilder();
    int end = cells.size();
    while (end > 0 && cells.get(end - 1).text().isBlank()) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      Cell cell = cells.get(i);
      Cell shown = i < end - 1 ? cell : new Cell(cell.text().stripTrailing(), cell.style());
      text.append(shown.paint(colours));
    }
    return text.toString();
  }
}
