package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.compare.Parameters.Owner;
import io.restriper.gate.rule.Rule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares paths and what can be done with them. */
final class Operations {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Set<String> COMPARED =
      Set.of("operationId", "tags", "parameters", "requestBody", "responses", "security");
  private static final Set<String> COMPARED_OF_ITEM = comparedOfItem();

  private final Context context;
  private final Parameters parameters;
  private final Bodies bodies;

  Operations(Context context, Schemas schemas) {
    this.context = context;
    this.parameters = new Parameters(context, schemas);
    this.bodies = new Bodies(context, schemas);
  }

  private static Set<String> comparedOfItem() {
    Set<String> compared = new HashSet<>(METHODS);
    compared.add("parameters");
    return compared;
  }

  void compare() {
    Map<String, String> old = paths(context.before);
    Map<String, String> now = paths(context.after);
    old.forEach(
        (shape, path) -> {
          if (now.containsKey(shape)) {
            comparePath(path, now.get(shape));
          } else {
            context.add("path " + path, Rule.PATH_REMOVED, "the path is gone");
          }
        });
    now.forEach(
        (shape, path) -> {
          if (!old.containsKey(shape)) {
            JsonNode item = item(context.after, path);
            METHODS.stream().filter(item::has).forEach(method -> addOperation(path, item, method));
          }
        });
  }

  /** Paths by their shape, which is the same for all names of their parameters. */
  private static Map<String, String> paths(Document document) {
    Map<String, String> paths = new LinkedHashMap<>();
    document
        .root()
        .path("paths")
        .fieldNames()
        .forEachRemaining(path -> paths.put(path.replaceAll("\\{[^}]*}", "{}"), path));
    return paths;
  }

  private static JsonNode item(Document document, String path) {
    return document.resolve(document.root().path("paths").path(path));
  }

  private void addOperation(String path, JsonNode item, String method) {
    String where = where(path, item, method);
    context.add(where, Rule.OPERATION_ADDED, "the operation was added");
  }

  private static String where(String path, JsonNode item, String method) {
    String id = item.path(method).path("operationId").asText("without operationId");
    return "operation " + id + " (" + method.toUpperCase(Locale.ROOT) + " " + path + ")";
  }

  private void comparePath(String oldPath, String path) {
    JsonNode before = item(context.before, oldPath);
    JsonNode after = item(context.after, path);
    for (String method : METHODS) {
      if (before.has(method) && after.has(method)) {
        compareOperation(
            where(oldPath, before, method),
            new Owner(oldPath, before, before.path(method)),
            new Owner(path, after, after.path(method)));
      } else if (before.has(method)) {
        String where = where(oldPath, before, method);
        context.add(where, Rule.OPERATION_REMOVED, "the operation is gone");
      } else if (after.has(method)) {
        addOperation(path, after, method);
      }
    }
    context.compareRest("path " + path, before, after, COMPARED_OF_ITEM);
  }

  private void compareOperation(String where, Owner before, Owner after) {
    JsonNode old = before.operation();
    JsonNode now = after.operation();
    if (!old.path("operationId").equals(now.path("operationId"))) {
      String what = Context.difference(old.path("operationId"), now.path("operationId"));
      context.add(where, Rule.OPERATION_ID_RENAMED, "the operationId" + what);
    }
    if (!old.path("tags").equals(now.path("tags"))) {
      String what = Context.difference(old.path("tags"), now.path("tags"));
      context.add(where, Rule.TAG_CHANGED, "the tag" + what);
    }
    compareSecurity(where, security(context.before, old), security(context.after, now));
    parameters.compare(where, before, after);
    bodies.compareRequest(where, old.path("requestBody"), now.path("requestBody"));
    bodies.compareResponses(where, old.path("responses"), now.path("responses"));
    context.compareRest(where, old, now, COMPARED);
  }

  private void compareSecurity(String where, Set<String> old, Set<String> now) {
    if (old.equals(now)) {
      return;
    }
    String what = "it accepted " + proofs(old) + " and accepts " + proofs(now);
    boolean all = now.containsAll(old);
    context.add(where, all ? Rule.SECURITY_ALTERNATIVE_ADDED : Rule.SECURITY_CHANGED, what);
  }

  private static String proofs(Set<String> alternatives) {
    return String.join(" or ", alternatives);
  }

  /** The alternatives by which a caller can prove who it is. */
  private static Set<String> security(Document document, JsonNode operation) {
    JsonNode demanded =
        operation.has("security") ? operation.path("security") : document.root().path("security");
    Set<String> alternatives = new TreeSet<>();
    for (JsonNode alternative : demanded) {
      Set<String> schemes = new TreeSet<>();
      alternative
          .properties()
          .forEach(
              scheme -> {
                String scopes = scheme.getValue().isEmpty() ? "" : " " + scheme.getValue();
                schemes.add(scheme.getKey() + scopes);
              });
      alternatives.add(schemes.isEmpty() ? "anybody" : String.join(" with ", schemes));
    }
    return alternatives.isEmpty() ? Set.of("anybody") : alternatives;
  }
}
