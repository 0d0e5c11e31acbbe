package io.restriper.contract.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server exports, read from the text format of Prometheus or of OpenMetrics.
 *
 * @param types by the name of the family
 * @param helps by the name of the family
 * @param values by series
 */
record Scrape(Map<String, String> types, Map<String, String> helps, Map<Series, Double> values) {
  private static final Pattern COMMENT = Pattern.compile("# (TYPE|HELP) (\\S+) (.*)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static final Scrape EMPTY = new Scrape(Map.of(), Map.of(), Map.of());

  /** A series; the labels as they are escaped. */
  record Series(String name, Map<String, String> labels) {
    String selector(String... more) {
      List<String> all = new ArrayList<>(List.of(more));
      labels.forEach((label, value) -> all.add(label + "=\"" + value + "\""));
      return name + "{" + String.join(",", all) + "}";
    }
  }

  static Scrape parse(String text) {
    Map<String, String> types = new TreeMap<>();
    Map<String, String> helps = new TreeMap<>();
    Map<Series, Double> values = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches()) {
        (comment.group(1).equals("TYPE") ? types : helps).put(comment.group(2), comment.group(3));
      } else if (sample.matches()) {
        values.put(
            new Series(sample.group(1), parsed(sample.group(2))),
            Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
      }
    }
    return new Scrape(types, helps, values);
  }

  private static Map<String, String> parsed(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return labels;
  }

  /** All that either has told; of a series that both have, the higher value. */
  Scrape and(Scrape other) {
    Map<String, String> allTypes = new TreeMap<>(types);
    allTypes.putAll(other.types);
    Map<String, String> allHelps = new TreeMap<>(helps);
    allHelps.putAll(other.helps);
    Map<Series, Double> allValues = new LinkedHashMap<>(values);
    other.values.forEach((series, value) -> allValues.merge(series, value, Math::max));
    return new Scrape(allTypes, allHelps, allValues);
  }

  /** The names of all series. */
  Set<String> names() {
    return values.keySet().stream()
        .map(Series::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The labels that series of a name have. */
  Set<String> labels(String name) {
    return values.keySet().stream()
        .filter(series -> series.name().equals(name))
        .flatMap(series -> series.labels().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The value of a series; empty if there is none.
   *
   * @param labels all its labels, each followed by its value
   */
  OptionalDouble value(String name, String... labels) {
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    Double value = values.get(new Series(name, wanted));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The values of a label of those series of a name that have this value. */
  Set<String> where(String name, String label, double value) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name) && entry.getValue() == value)
        .map(entry -> entry.getKey().labels().get(label))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
