package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the parameters of an operation. */
final class Parameters {
  private static final Pattern PART_OF_PATH = Pattern.compile("\\{([^}]*)}");
  private static final Set<String> COMPARED = Set.of("name", "in", "required", "schema");

  private final Context context;
  private final Schemas schemas;

  Parameters(Context context, Schemas schemas) {
    this.context = context;
    this.schemas = schemas;
  }

  /** An operation, with what it shares with the others of its path. */
  record Owner(String path, JsonNode item, JsonNode operation) {}

  void compare(String where, Owner before, Owner after) {
    Map<String, JsonNode> old = parameters(context.before, before);
    Map<String, JsonNode> now = parameters(context.after, after);
    old.forEach(
        (key, part) -> {
          if (!now.containsKey(key)) {
            String parameter = where + ", parameter " + name(context.before, part);
            context.add(parameter, Rule.PARAMETER_REMOVED, "the parameter is gone");
          } else {
            compareOne(where, part, now.get(key));
          }
        });
    now.forEach(
        (key, part) -> {
          if (!old.containsKey(key)) {
            boolean required = context.after.resolve(part).path("required").asBoolean();
            context.add(
                where + ", parameter " + name(context.after, part),
                required ? Rule.PARAMETER_REQUIRED_ADDED : Rule.PARAMETER_ADDED,
                required ? "the parameter was added, and is required" : "the parameter was added");
          }
        });
    List<String> kept = new ArrayList<>(old.keySet());
    kept.retainAll(now.keySet());
    List<String> order = new ArrayList<>(now.keySet());
    order.retainAll(old.keySet());
    if (!kept.equals(order)) {
      String what = "the parameters " + names(kept, old) + " come in the order ";
      context.add(where, Rule.PARAMETERS_REORDERED, what + names(order, old));
    }
  }

  private List<String> names(List<String> keys, Map<String, JsonNode> parameters) {
    return keys.stream().map(key -> name(context.before, parameters.get(key))).toList();
  }

  private void compareOne(String operation, JsonNode before, JsonNode after) {
    String own = operation + ", parameter " + name(context.before, before);
    Context.Pair pair = context.pair(own, before, after);
    if (pair.known()) {
      return;
    }
    JsonNode old = pair.before();
    JsonNode now = pair.after();
    String where = pair.where();
    boolean wasRequired = old.path("required").asBoolean();
    boolean isRequired = now.path("required").asBoolean();
    if (isRequired && !wasRequired) {
      String what = "the parameter was optional and is required";
      context.add(where, Rule.PARAMETER_MADE_REQUIRED, what);
    } else if (wasRequired && !isRequired) {
      String what = "the parameter was required and is optional";
      context.add(where, Rule.PARAMETER_MADE_OPTIONAL, what);
    }
    if (!old.path("name").asText().equalsIgnoreCase(now.path("name").asText())) {
      String what = Context.difference(old.path("name"), now.path("name"));
      context.add(where, Rule.PATH_PARAMETER_RENAMED, "the name" + what);
    }
    schemas.compare(where, old.path("schema"), now.path("schema"), Direction.REQUEST);
    context.compareRest(where, old, now, COMPARED);
  }

  private static String name(Document document, JsonNode parameter) {
    return document.resolve(parameter).path("name").asText();
  }

  /** The parameters by what identifies them on the wire, in their order. */
  private static Map<String, JsonNode> parameters(Document document, Owner owner) {
    List<String> partsOfPath = new ArrayList<>();
    Matcher matcher = PART_OF_PATH.matcher(owner.path());
    while (matcher.find()) {
      partsOfPath.add(matcher.group(1));
    }
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode list :
        List.of(owner.item().path("parameters"), owner.operation().path("parameters"))) {
      for (JsonNode part : list) {
        JsonNode parameter = document.resolve(part);
        String in = parameter.path("in").asText();
        String name = parameter.path("name").asText();
        String key =
            switch (in) {
              case "path" -> Integer.toString(partsOfPath.indexOf(name));
              case "header" -> name.toLowerCase(Locale.ROOT);
              default -> name;
            };
        parameters.put(in + " " + key, part);
      }
    }
    return parameters;
  }
}
