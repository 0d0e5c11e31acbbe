package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two OpenAPI 3.0.3 documents, each bundled into one file.
 *
 * <p>Schemas are compared by their names, operations by path and method. A component that many
 * parts refer to is told of once. A schema that is sent and received is judged by the stricter
 * side, and so is one that nothing uses. A keyword for which there is no rule counts as breaking,
 * as what is not known is not known to be harmless.
 */
public final class Comparison {
  private static final Set<String> COMPARED =
      Set.of("info", "servers", "security", "tags", "paths", "components");

  /** Components that are compared through what refers to them. */
  private static final List<String> PARTS =
      List.of("parameters", "headers", "responses", "requestBodies");

  private static final Set<String> COMPARED_COMPONENTS =
      Set.of(
          "schemas",
          "securitySchemes",
          "examples",
          "parameters",
          "headers",
          "responses",
          "requestBodies");

  private final Context context;

  private Comparison(Document before, Document after) {
    this.context = new Context(before, after);
  }

  /**
   * Finds what has changed, but for {@code info.version}.
   *
   * @return the changes in the order of the documents, gravest or not; empty if there are none
   * @throws IllegalArgumentException if a reference points to nothing within its document
   */
  public static List<Change> of(JsonNode before, JsonNode after) {
    Comparison comparison = new Comparison(new Document(before), new Document(after));
    comparison.compare();
    return comparison.context.changes();
  }

  private void compare() {
    JsonNode before = context.before.root();
    JsonNode after = context.after.root();
    context.compareRest("document", before, after, COMPARED);
    compareWords("info", before.path("info"), after.path("info"), Set.of("version"));
    compareServers(before.path("servers"), after.path("servers"));
    if (!before.path("tags").equals(after.path("tags"))) {
      context.add("tags", Rule.WORDS_CHANGED, "what is said of the tags was reworded");
    }
    Schemas schemas = new Schemas(context);
    schemas.compareNamed();
    new Operations(context, schemas).compare();
    compareSecuritySchemes();
    compareWords(
        "examples",
        context.before.components("examples"),
        context.after.components("examples"),
        Set.of());
    PARTS.forEach(this::compareUnused);
    context.compareRest(
        "components", before.path("components"), after.path("components"), COMPARED_COMPONENTS);
  }

  /** A part that only people read, key by key. */
  private void compareWords(String where, JsonNode before, JsonNode after, Set<String> without) {
    for (String key : Context.keys(before, after)) {
      JsonNode old = before.path(key);
      JsonNode now = after.path(key);
      if (!without.contains(key) && !old.equals(now)) {
        String what = Context.reworded(key, old, now);
        context.add(where, Rule.WORDS_CHANGED, what);
      }
    }
  }

  private void compareServers(JsonNode before, JsonNode after) {
    Set<String> old = addresses(before);
    Set<String> now = addresses(after);
    for (String address : old) {
      if (!now.contains(address)) {
        context.add("servers", Rule.SERVER_REMOVED, "the server " + address + " is gone");
      }
    }
    for (String address : now) {
      if (!old.contains(address)) {
        context.add("servers", Rule.SERVER_ADDED, "the server " + address + " was added");
      }
    }
    if (old.equals(now) && !before.equals(after)) {
      context.add("servers", Rule.WORDS_CHANGED, "what is said of the servers was reworded");
    }
  }

  private static Set<String> addresses(JsonNode servers) {
    Set<String> addresses = new TreeSet<>();
    servers.forEach(server -> addresses.add(server.path("url").asText()));
    return addresses;
  }

  private void compareSecuritySchemes() {
    JsonNode before = context.before.components("securitySchemes");
    JsonNode after = context.after.components("securitySchemes");
    for (String name : Context.keys(before, after)) {
      String where = "security scheme " + name;
      if (!before.has(name)) {
        context.add(where, Rule.SECURITY_ALTERNATIVE_ADDED, "the scheme was added");
      } else if (!after.has(name)) {
        context.add(where, Rule.SECURITY_CHANGED, "the scheme is gone");
      } else {
        compareScheme(where, before.path(name), after.path(name));
      }
    }
  }

  private void compareScheme(String where, JsonNode before, JsonNode after) {
    for (String key : Context.keys(before, after)) {
      if (before.path(key).equals(after.path(key))) {
        continue;
      }
      if (key.equals("description")) {
        context.add(where, Rule.WORDS_CHANGED, "description was reworded");
      } else {
        String what = key + Context.difference(before.path(key), after.path(key));
        context.add(where, Rule.SECURITY_SCHEME_CHANGED, what);
      }
    }
  }

  private void compareUnused(String kind) {
    JsonNode before = context.before.components(kind);
    JsonNode after = context.after.components(kind);
    for (String name : Context.keys(before, after)) {
      boolean used = context.usage.isUsed("#/components/" + kind + "/" + name);
      if (!used && !before.path(name).equals(after.path(name))) {
        String what = "a part of this name among the " + kind + " was changed, added or removed";
        context.add("component " + name, Rule.UNUSED_PART_CHANGED, what);
      }
    }
  }
}
