package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the comparisons of all parts share: both documents, and what has been found. */
final class Context {
  /** Keywords that only people and linters read. */
  private static final Set<String> WORDS =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "externalDocs",
          "x-enum-descriptions",
          "x-style-validator-ignored");

  /** Keywords that tell programmers to use something else, and until when they have to. */
  private static final Set<String> DEPRECATION = Set.of("deprecated", "x-sunset");

  final Document before;
  final Document after;
  final Usage usage;

  /** New names of schemas by their old ones. */
  final Map<String, String> renamed = new TreeMap<>();

  private final Set<Change> changes = new LinkedHashSet<>();
  private final Set<String> compared = new HashSet<>();

  Context(Document before, Document after) {
    this.before = before;
    this.after = after;
    this.usage = new Usage(List.of(before, after));
  }

  void add(String where, Rule rule, String what) {
    changes.add(new Change(where, rule, what));
  }

  List<Change> changes() {
    return new ArrayList<>(changes);
  }

  /**
   * Two parts that a comparison is about, without the references to them.
   *
   * @param where how to find them: a component that both refer to is told as such
   * @param known false if the same pair has been compared already
   */
  record Pair(String where, JsonNode before, JsonNode after, boolean known) {}

  /** Looks through references. A component that many parts refer to is to be compared once. */
  Pair pair(String where, JsonNode beforePart, JsonNode afterPart) {
    String reference = Document.reference(beforePart);
    if (reference.isEmpty() || !reference.equals(Document.reference(afterPart))) {
      return new Pair(where, before.resolve(beforePart), after.resolve(afterPart), false);
    }
    boolean known = !compared.add(reference);
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    String kind = reference.replaceAll("#/components/(\\w+?)s/.*", "$1");
    return new Pair(kind + " " + name, before.target(reference), after.target(reference), known);
  }

  /** Keywords of two parts for which there is no rule of their own: words, and unknown ones. */
  void compareRest(String where, JsonNode beforePart, JsonNode afterPart, Set<String> compared) {
    for (String key : keys(beforePart, afterPart)) {
      JsonNode old = beforePart.path(key);
      JsonNode now = afterPart.path(key);
      if (compared.contains(key) || old.equals(now)) {
        continue;
      }
      String what = key + difference(old, now);
      if (WORDS.contains(key)) {
        add(where, Rule.WORDS_CHANGED, reworded(key, old, now));
      } else if (DEPRECATION.contains(key)) {
        add(where, Rule.DEPRECATION_CHANGED, what);
      } else {
        add(where, Rule.UNKNOWN_CHANGE, what);
      }
    }
  }

  /** A difference of the texts of a keyword, in words. */
  static String reworded(String key, JsonNode old, JsonNode now) {
    String were = key.endsWith("s") ? " were " : " was ";
    if (old.isMissingNode()) {
      return key + were + "added";
    }
    return key + were + (now.isMissingNode() ? "removed" : "reworded");
  }

  /** A difference in words that follow a keyword. */
  static String difference(JsonNode old, JsonNode now) {
    if (old.isMissingNode()) {
      return " was not there and is " + shown(now);
    }
    if (now.isMissingNode()) {
      return " was " + shown(old) + " and is gone";
    }
    return " was " + shown(old) + " and is " + shown(now);
  }

  private static String shown(JsonNode value) {
    String text = value.isTextual() ? "'" + value.asText() + "'" : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  /** The keys of two parts, those of the earlier one first. */
  static Set<String> keys(JsonNode beforePart, JsonNode afterPart) {
    Set<String> keys = new LinkedHashSet<>();
    beforePart.fieldNames().forEachRemaining(keys::add);
    afterPart.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
