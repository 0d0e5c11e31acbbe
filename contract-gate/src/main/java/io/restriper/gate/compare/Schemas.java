package io.restriper.gate.compare;

import static io.restriper.gate.compare.Context.difference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.gate.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares schemas: those with a name by their name, the others where they are used. */
final class Schemas {
  private static final List<String> COMPOSITIONS = List.of("allOf", "oneOf", "anyOf");
  private static final Set<String> COMPARED = compared();

  private final Context context;
  private final Enums enums;
  private final Limits limits;

  Schemas(Context context) {
    this.context = context;
    this.enums = new Enums(context);
    this.limits = new Limits(context);
  }

  private static Set<String> compared() {
    Set<String> compared = new HashSet<>(COMPOSITIONS);
    compared.addAll(Limits.MINIMA);
    compared.addAll(Limits.MAXIMA);
    compared.addAll(Limits.FORMS);
    compared.addAll(
        List.of(
            "$ref",
            "type",
            "format",
            "nullable",
            "enum",
            "x-enum-varnames",
            "default",
            "required",
            "properties",
            "items"));
    return compared;
  }

  /** Compares all named schemas; has to come before the comparison of what refers to them. */
  void compareNamed() {
    JsonNode before = context.before.components("schemas");
    JsonNode after = context.after.components("schemas");
    Set<String> removed = new TreeSet<>();
    before.fieldNames().forEachRemaining(removed::add);
    after.fieldNames().forEachRemaining(removed::remove);
    Set<String> added = new TreeSet<>();
    after.fieldNames().forEachRemaining(added::add);
    before.fieldNames().forEachRemaining(added::remove);
    findRenamed(removed, added);
    for (String name : Context.keys(before, after)) {
      String where = "schema " + name;
      if (context.renamed.containsKey(name)) {
        String now = context.renamed.get(name);
        context.add(where, Rule.SCHEMA_RENAMED, name + " is called " + now);
      } else if (removed.contains(name)) {
        context.add(where, Rule.SCHEMA_REMOVED, "the schema is gone");
      } else if (added.contains(name)) {
        context.add(where, Rule.SCHEMA_ADDED, "the schema was added");
      } else if (before.has(name) && after.has(name)) {
        Direction direction = context.usage.of(Document.SCHEMAS + name);
        compare(where, before.path(name), after.path(name), direction);
      }
    }
  }

  /** A schema that is gone, and one of another name that is the same but for its words. */
  private void findRenamed(Set<String> removed, Set<String> added) {
    JsonNode before = context.before.components("schemas");
    JsonNode after = context.after.components("schemas");
    for (String old : Set.copyOf(removed)) {
      added.stream()
          .filter(now -> bare(before.path(old)).equals(bare(after.path(now))))
          .findFirst()
          .ifPresent(
              now -> {
                context.renamed.put(old, now);
                removed.remove(old);
                added.remove(now);
              });
    }
  }

  private static JsonNode bare(JsonNode schema) {
    JsonNode bare = schema.deepCopy();
    if (bare instanceof ObjectNode object) {
      object.remove(List.of("description", "example", "title"));
    }
    return bare;
  }

  /** Compares two schemas, which may be references. */
  void compare(String where, JsonNode before, JsonNode after, Direction direction) {
    if (before.isMissingNode() && after.isMissingNode()) {
      return;
    }
    if (!kind(before, context.renamed).equals(kind(after, Map.of()))) {
      String what = "was " + kind(before, Map.of()) + " and is " + kind(after, Map.of());
      context.add(where, Rule.TYPE_CHANGED, "the type " + what);
      return;
    }
    if (!before.path("format").equals(after.path("format"))) {
      String what = difference(before.path("format"), after.path("format"));
      context.add(where, Rule.FORMAT_CHANGED, "the format" + what);
    }
    compareNullable(where, before, after, direction);
    if (!before.path("default").equals(after.path("default"))) {
      String what = difference(before.path("default"), after.path("default"));
      context.add(where, Rule.DEFAULT_CHANGED, "the default" + what);
    }
    enums.compare(where, before, after, direction);
    limits.compare(where, before, after, direction);
    compareProperties(where, before, after, direction);
    compare(where + ", items", before.path("items"), after.path("items"), direction);
    for (String composition : COMPOSITIONS) {
      compareParts(where, composition, before, after, direction);
    }
    context.compareRest(where, before, after, COMPARED);
  }

  /** A type, or the name of a schema. */
  private static String kind(JsonNode schema, Map<String, String> renamed) {
    String reference = Document.reference(schema);
    if (reference.isEmpty()) {
      return schema.path("type").asText(schema.isMissingNode() ? "none" : "any");
    }
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return renamed.getOrDefault(name, name);
  }

  private void compareNullable(String where, JsonNode before, JsonNode after, Direction direction) {
    boolean old = before.path("nullable").asBoolean();
    boolean now = after.path("nullable").asBoolean();
    if (old && !now) {
      Rule rule = direction.choose(Rule.REQUEST_NULLABLE_REMOVED, Rule.RESPONSE_NULLABLE_REMOVED);
      context.add(where, rule, "it could be null, and no longer can");
    } else if (now && !old) {
      Rule rule = direction.choose(Rule.REQUEST_NULLABLE_ADDED, Rule.RESPONSE_NULLABLE_ADDED);
      context.add(where, rule, "it could not be null, and can be");
    }
  }

  private void compareProperties(
      String where, JsonNode before, JsonNode after, Direction direction) {
    JsonNode old = before.path("properties");
    JsonNode now = after.path("properties");
    Set<String> oldRequired = names(before.path("required"));
    Set<String> nowRequired = names(after.path("required"));
    Set<String> fields = Context.keys(old, now);
    fields.addAll(oldRequired);
    fields.addAll(nowRequired);
    for (String name : fields) {
      String property = where + ", property " + name;
      boolean required = nowRequired.contains(name);
      if (old.has(name) && !now.has(name)) {
        context.add(property, Rule.PROPERTY_REMOVED, "the field is gone");
      } else if (now.has(name) && !old.has(name)) {
        boolean demanded = required && direction.request();
        context.add(
            property,
            demanded ? Rule.REQUEST_PROPERTY_REQUIRED_ADDED : Rule.PROPERTY_ADDED,
            demanded ? "the field was added, and is required" : "the field was added");
      } else {
        compareRequired(property, oldRequired.contains(name), required, direction);
        compare(property, old.path(name), now.path(name), direction);
      }
    }
  }

  private void compareRequired(String where, boolean old, boolean now, Direction direction) {
    if (old && !now) {
      Rule rule =
          direction.choose(
              Rule.REQUEST_PROPERTY_MADE_OPTIONAL, Rule.RESPONSE_PROPERTY_MADE_OPTIONAL);
      context.add(where, rule, "the field was required and is optional");
    } else if (now && !old) {
      Rule rule =
          direction.choose(
              Rule.REQUEST_PROPERTY_MADE_REQUIRED, Rule.RESPONSE_PROPERTY_MADE_REQUIRED);
      context.add(where, rule, "the field was optional and is required");
    }
  }

  private void compareParts(
      String where, String composition, JsonNode before, JsonNode after, Direction direction) {
    JsonNode old = before.path(composition);
    JsonNode now = after.path(composition);
    if (old.size() != now.size()) {
      String what = composition + " had " + old.size() + " parts and has " + now.size();
      context.add(where, Rule.COMPOSITION_CHANGED, what);
      return;
    }
    for (int index = 0; index < old.size(); index++) {
      String part = where + ", part " + (index + 1) + " of " + composition;
      compare(part, old.get(index), now.get(index), direction);
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }
}
