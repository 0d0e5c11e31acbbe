package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares lists of allowed values, and the Java constants that are made of them. */
final class Enums {
  private final Context context;

  Enums(Context context) {
    this.context = context;
  }

  void compare(String where, JsonNode before, JsonNode after, Direction direction) {
    if (before.has("enum") && after.has("enum")) {
      compare(where, constants(before), constants(after), direction);
    } else if (after.has("enum")) {
      context.add(where, Rule.ENUM_INTRODUCED, "the values are limited to " + after.path("enum"));
    } else if (before.has("enum")) {
      String values = before.path("enum").toString();
      context.add(where, Rule.ENUM_WITHDRAWN, "the values are no longer limited to " + values);
    }
  }

  private void compare(
      String where, Map<String, String> before, Map<String, String> after, Direction direction) {
    Map<String, String> added = new LinkedHashMap<>(after);
    added.keySet().removeAll(before.keySet());
    before.forEach(
        (value, constant) -> {
          if (after.containsKey(value)) {
            compareConstant(where, value, constant, after.get(value), before);
          } else if (added.containsValue(constant)) {
            String now = valueOf(constant, added);
            added.remove(now);
            String what = "the constant " + constant + " was '" + value + "' and is '" + now + "'";
            context.add(where, Rule.ENUM_VALUE_RENAMED, what);
          } else {
            context.add(where, Rule.ENUM_VALUE_REMOVED, "the value '" + value + "' is gone");
          }
        });
    added.forEach((value, constant) -> compareAdded(where, value, constant, before, direction));
    List<String> kept = new ArrayList<>(before.keySet());
    kept.retainAll(after.keySet());
    List<String> order = new ArrayList<>(after.keySet());
    order.retainAll(before.keySet());
    if (!kept.equals(order)) {
      String what = "the values " + kept + " come in the order " + order;
      context.add(where, Rule.ENUM_REORDERED, what);
    }
  }

  private void compareConstant(
      String where, String value, String constant, String now, Map<String, String> before) {
    if (now.equals(constant)) {
      return;
    }
    String change = "the constant of '" + value + "' was " + constant + " and is " + now;
    if (before.containsValue(now)) {
      String what = change + ", which was that of '" + valueOf(now, before) + "'";
      context.add(where, Rule.ENUM_CONSTANT_REUSED, what);
    } else {
      context.add(where, Rule.ENUM_CONSTANT_RENAMED, change);
    }
  }

  private void compareAdded(
      String where,
      String value,
      String constant,
      Map<String, String> before,
      Direction direction) {
    Rule rule = direction.choose(Rule.REQUEST_ENUM_VALUE_ADDED, Rule.RESPONSE_ENUM_VALUE_ADDED);
    context.add(where, rule, "the value '" + value + "' was added");
    if (before.containsValue(constant)) {
      String old = valueOf(constant, before);
      String what =
          "the constant " + constant + " was that of '" + old + "' and is '" + value + "'";
      context.add(where, Rule.ENUM_CONSTANT_REUSED, what);
    }
  }

  private static String valueOf(String constant, Map<String, String> constants) {
    return constants.entrySet().stream()
        .filter(entry -> entry.getValue().equals(constant))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The Java constants by value, in their order. */
  private static Map<String, String> constants(JsonNode schema) {
    JsonNode names = schema.path("x-enum-varnames");
    Map<String, String> constants = new LinkedHashMap<>();
    int index = 0;
    for (JsonNode value : schema.path("enum")) {
      String text = value.asText();
      constants.put(text, names.has(index) ? names.get(index).asText() : generated(text));
      index++;
    }
    return constants;
  }

  /** The name that the generator gives to a constant for which there is none in the contract. */
  private static String generated(String value) {
    return value.isEmpty()
        ? "EMPTY"
        : value.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
  }
}
