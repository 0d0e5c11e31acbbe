package io.restriper.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What is wanted of a figure of ours: a bound for it, or for its ratio to another figure of the
 * same run.
 *
 * @param part the part of the report
 * @param names a regular expression for the names of the figures that it is about
 * @param against another subject that did the same, or the name of another figure of ours in the
 *     same part; empty if the bound is for the figure itself
 * @param bound the least or the most
 * @param atMost whether it is the most
 */
record Goal(String part, Pattern names, Optional<String> against, double bound, boolean atMost) {

  static Goal ratioAtLeast(String part, String names, String against, double least) {
    return new Goal(part, Pattern.compile(names), Optional.of(against), least, false);
  }

  static Goal ratioAtMost(String part, String names, String against, double most) {
    return new Goal(part, Pattern.compile(names), Optional.of(against), most, true);
  }

  static Goal atLeast(String part, String names, double least) {
    return new Goal(part, Pattern.compile(names), Optional.empty(), least, false);
  }

  static Goal atMost(String part, String names, double most) {
    return new Goal(part, Pattern.compile(names), Optional.empty(), most, true);
  }

  boolean isAbout(Figure figure) {
    return figure.isOwn() && figure.part().equals(part) && names.matcher(figure.name()).matches();
  }

  /** What was reached; empty if the other subject was not measured. */
  OptionalDouble reached(Figure own, List<Figure> all) {
    if (against.isEmpty()) {
      return OptionalDouble.of(own.value());
    }
    return all.stream()
        .filter(other -> other.part().equals(part))
        .filter(
            other ->
                other.name().equals(own.name())
                    ? other.subject().equals(against.get())
                    : other.name().equals(against.get())
                        && other.subject().equals(Figure.RESTRIPER))
        .mapToDouble(other -> own.value() / other.value())
        .findFirst();
  }

  boolean isMetBy(double reached) {
    return atMost ? reached <= bound : reached >= bound;
  }

  /** The goal in words, for a figure with this unit. */
  String words(String unit) {
    String limit = String.format(Locale.ROOT, atMost ? "at most %s" : "at least %s", number(bound));
    return against.map(other -> limit + " times " + other).orElse(limit + " " + unit);
  }

  static String number(double value) {
    if (value >= 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (value >= 100) {
      return String.format(Locale.ROOT, "%.4g", value).replaceFirst("\\.?0+$", "");
    }
    return String.format(Locale.ROOT, "%.3g", value)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
