package io.restriper.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures as an SVG image: a bar for each, of a length that tells its share of the largest
 * figure for the same thing, because only ratios mean anything. What nobody else was measured at is
 * left out.
 */
final class Plot {

  private static final int WIDTH = 1080;
  private static final int BAR_LEFT = 420;
  private static final int BAR_WIDTH = 400;
  private static final int BAR_HEIGHT = 11;
  private static final int LINE = 15;
  private static final List<String> COLOURS =
      List.of("#0b6e4f", "#9aa5b1", "#c8553d", "#3d5a80", "#e0a458", "#7b5ea7", "#5b8c5a");

  private final Map<String, String> colours = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private int y = 28;

  private Plot() {}

  static String of(List<Figure> all) {
    Plot plot = new Plot();
    plot.colours.put(Figure.RESTRIPER, COLOURS.get(0));
    Map<String, Map<List<String>, List<Figure>>> parts = new LinkedHashMap<>();
    for (Figure figure : all) {
      plot.colours.computeIfAbsent(
          figure.subject(), subject -> COLOURS.get(plot.colours.size() % COLOURS.size()));
      List<Figure> row =
          parts
              .computeIfAbsent(figure.part(), part -> new LinkedHashMap<>())
              .computeIfAbsent(List.of(figure.name(), figure.unit()), key -> new ArrayList<>());
      row.add(figure.subject().equals(Figure.RESTRIPER) ? 0 : row.size(), figure);
    }
    parts.forEach(plot::addPart);
    return plot.svg();
  }

  private void addPart(String part, Map<List<String>, List<Figure>> all) {
    List<List<Figure>> rows = all.values().stream().filter(row -> row.size() > 1).toList();
    if (rows.isEmpty()) {
      return;
    }
    text(12, y, 15, "bold", part);
    y += LINE + 4;
    rows.forEach(this::addRow);
    y += LINE;
  }

  private void addRow(List<Figure> figures) {
    double most = figures.stream().mapToDouble(Figure::value).max().orElseThrow();
    text(24, y, 12, "normal", figures.get(0).name());
    for (Figure figure : figures) {
      double width = most == 0 ? 0 : figure.value() / most * BAR_WIDTH;
      lines.add(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
              BAR_LEFT,
              y - BAR_HEIGHT + 1,
              width,
              BAR_HEIGHT,
              colours.get(figure.subject())));
      text(
          BAR_LEFT + (int) width + 5,
          y,
          10,
          "normal",
          figure.subject() + " " + Goal.number(figure.value()) + " " + figure.unit());
      y += LINE;
    }
    y += 4;
  }

  private void text(int x, int baseline, int size, String weight, String words) {
    lines.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\">%s</text>",
            x,
            baseline,
            size,
            weight,
            words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }

  private String svg() {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s%n</svg>%n",
        WIDTH,
        y,
        WIDTH,
        y,
        String.join("\n", lines));
  }
}
