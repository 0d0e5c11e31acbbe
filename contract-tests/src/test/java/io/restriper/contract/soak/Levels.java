package io.restriper.contract.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells whether what a server holds levels off: in the second half of a run, its middle value no
 * longer rises from one quarter to the next, by more than a part of itself and what comes and goes.
 */
final class Levels {
  /** The part that a middle value may rise by. */
  static final double PART = 0.05;

  private final List<Sample> samples;

  Levels(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** The middle value of a quarter of the run, from 0 to 3. */
  double quarter(Sample.Kind kind, int number) {
    int from = samples.size() * number / 4;
    int to = samples.size() * (number + 1) / 4;
    List<Double> values = samples.subList(from, to).stream().map(kind::of).sorted().toList();
    return values.get(values.size() / 2);
  }

  /** What rises still; empty if nothing does. */
  List<String> rising() {
    List<String> found = new ArrayList<>();
    for (Sample.Kind kind : Sample.Kind.values()) {
      double before = quarter(kind, 2);
      double after = quarter(kind, 3);
      if (after > before * (1 + PART) + kind.allowance()) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s rises: %.1f %s in the third quarter, %.1f in the last",
                kind.title(),
                before,
                kind.unit(),
                after));
      }
    }
    return found;
  }

  /** The middle values of all quarters as a table. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| | first quarter | second | third | last | most |\n|---|---:|---:|---:|---:|---:|\n");
    for (Sample.Kind kind : Sample.Kind.values()) {
      double most = samples.stream().mapToDouble(kind::of).max().orElse(0);
      table.append(
          String.format(
              Locale.ROOT,
              kind.unit().isEmpty()
                  ? "| %s%s | %.0f | %.0f | %.0f | %.0f | %.0f |%n"
                  : "| %s, %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
              kind.title(),
              kind.unit(),
              quarter(kind, 0),
              quarter(kind, 1),
              quarter(kind, 2),
              quarter(kind, 3),
              most));
    }
    return table.toString();
  }
}
