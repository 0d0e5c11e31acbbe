package io.restriper.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The report as Markdown: the figures of each part, the subjects side by side, and the goals. */
final class Table {

  private final List<Figure> all;
  private final StringBuilder text = new StringBuilder();

  private Table(List<Figure> all) {
    this.all = all;
  }

  static String of(List<Figure> all) {
    Table table = new Table(all);
    all.stream().map(Figure::part).distinct().forEach(table::addPart);
    table.addGoals();
    return table.text.toString();
  }

  private void addPart(String part) {
    List<Figure> figures = all.stream().filter(figure -> figure.part().equals(part)).toList();
    Set<String> subjects = new LinkedHashSet<>();
    subjects.add(Figure.RESTRIPER);
    figures.forEach(figure -> subjects.add(figure.subject()));
    text.append("### ").append(part).append("\n\n");
    addRow("what", "unit", String.join(" | ", subjects), "ratios");
    addRow("---", "---", subjects.stream().map(any -> "---").collect(join()), "---");
    Map<List<String>, Map<String, Figure>> rows = new LinkedHashMap<>();
    for (Figure figure : figures) {
      rows.computeIfAbsent(List.of(figure.name(), figure.unit()), row -> new LinkedHashMap<>())
          .put(figure.subject(), figure);
    }
    rows.values().forEach(row -> addRow(row, subjects));
    text.append('\n');
  }

  private void addRow(Map<String, Figure> row, Set<String> subjects) {
    Figure own = row.get(Figure.RESTRIPER);
    Figure any = row.values().iterator().next();
    addRow(
        any.name(),
        any.unit(),
        subjects.stream()
            .map(subject -> row.containsKey(subject) ? value(row.get(subject)) : "")
            .collect(join()),
        subjects.stream()
            .filter(subject -> !subject.equals(Figure.RESTRIPER) && row.containsKey(subject))
            .filter(subject -> own != null)
            .map(subject -> Goal.number(own.value() / row.get(subject).value()))
            .collect(Collectors.joining(", ")));
  }

  private static String value(Figure figure) {
    return Goal.number(figure.value());
  }

  private static Collector<CharSequence, ?, String> join() {
    return Collectors.joining(" | ");
  }

  private void addRow(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void addGoals() {
    text.append("### goals\n\n");
    addRow("part", "what", "goal", "reached", "");
    addRow("---", "---", "---", "---", "---");
    for (Goal goal : Goals.ALL) {
      for (Figure figure : all) {
        if (goal.isAbout(figure)) {
          OptionalDouble reached = goal.reached(figure, all);
          addRow(
              figure.part(),
              figure.name() + figure.way(),
              goal.words(figure.unit()),
              reached.isPresent() ? Goal.number(reached.getAsDouble()) : "not measured",
              reached.isEmpty() ? "" : goal.isMetBy(reached.getAsDouble()) ? "met" : "**missed**");
        }
      }
    }
  }
}
