package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Rule;
import java.math.BigDecimal;
import java.util.List;

/** Compares what limits the values of a schema: bounds, lengths, counts, patterns. */
final class Limits {
  static final List<String> MINIMA = List.of("minimum", "minLength", "minItems", "minProperties");
  static final List<String> MAXIMA = List.of("maximum", "maxLength", "maxItems", "maxProperties");

  /** Rules that a value obeys or not, with no order among them. */
  static final List<String> FORMS =
      List.of("pattern", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum");

  private final Context context;

  Limits(Context context) {
    this.context = context;
  }

  void compare(String where, JsonNode before, JsonNode after, Direction direction) {
    for (String key : MINIMA) {
      compare(where, key, before, after, direction, Rule.REQUEST_MINIMUM_RAISED, 1);
    }
    for (String key : MAXIMA) {
      compare(where, key, before, after, direction, Rule.REQUEST_MAXIMUM_LOWERED, -1);
    }
    for (String key : FORMS) {
      compareForm(where, key, before, after, direction);
    }
  }

  /** A bound that is tighter the further it goes in the direction of {@code sign}. */
  private void compare(
      String where,
      String key,
      JsonNode before,
      JsonNode after,
      Direction direction,
      Rule tightened,
      int sign) {
    JsonNode old = before.path(key);
    JsonNode now = after.path(key);
    int order = sign * compare(old, now, sign);
    if (order != 0) {
      Rule rule =
          order > 0
              ? direction.choose(tightened, Rule.RESPONSE_LIMIT_TIGHTENED)
              : direction.choose(Rule.REQUEST_LIMIT_LOOSENED, Rule.RESPONSE_LIMIT_LOOSENED);
      context.add(where, rule, key + Context.difference(old, now));
    }
  }

  /** Positive if the bound has grown; no bound is beyond all bounds, on its open side. */
  private static int compare(JsonNode old, JsonNode now, int sign) {
    if (old.isMissingNode() || now.isMissingNode()) {
      int appeared = (now.isMissingNode() ? 0 : 1) - (old.isMissingNode() ? 0 : 1);
      return sign * appeared;
    }
    BigDecimal bound = old.decimalValue();
    return now.decimalValue().compareTo(bound);
  }

  private void compareForm(
      String where, String key, JsonNode before, JsonNode after, Direction direction) {
    JsonNode old = set(before.path(key));
    JsonNode now = set(after.path(key));
    if (old.equals(now)) {
      return;
    }
    Rule rule;
    if (old.isMissingNode()) {
      rule = direction.choose(Rule.REQUEST_PATTERN_CHANGED, Rule.RESPONSE_LIMIT_TIGHTENED);
    } else if (now.isMissingNode()) {
      rule = direction.choose(Rule.REQUEST_LIMIT_LOOSENED, Rule.RESPONSE_LIMIT_LOOSENED);
    } else {
      rule = direction.choose(Rule.REQUEST_PATTERN_CHANGED, Rule.RESPONSE_PATTERN_CHANGED);
    }
    context.add(where, rule, key + Context.difference(old, now));
  }

  /** A switch that is off is the same as one that is not there. */
  private static JsonNode set(JsonNode value) {
    return value.isBoolean() && !value.asBoolean() ? value.path("off") : value;
  }
}
