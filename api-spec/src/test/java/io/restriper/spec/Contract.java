package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The bundled contract as a tree, and the questions that the rules ask of it. */
record Contract(ObjectNode document) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  /** An operation, and where it is. */
  record Operation(String method, String path, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
    }

    @Override
    public String toString() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }
  }

  /** The contract as it goes into the jar. */
  static Contract bundled() {
    try (InputStream yaml =
        Contract.class.getResourceAsStream("/META-INF/openapi/restriper.yaml")) {
      return new Contract((ObjectNode) new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy that can be changed without a change of this one. */
  Contract copy() {
    return new Contract(document.deepCopy());
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          operations.add(new Operation(entry.getKey(), path.getKey(), entry.getValue()));
        }
      }
    }
    return operations;
  }

  JsonNode components(String kind) {
    return document.path("components").path(kind);
  }

  JsonNode schema(String name) {
    return components("schemas").path(name);
  }

  /** What a node refers to, or the node itself; missing if it refers to nothing that exists. */
  JsonNode resolved(JsonNode node) {
    JsonNode target = node;
    while (target.has("$ref")) {
      target = document.at(target.path("$ref").asText().substring(1));
    }
    return target;
  }

  /** Visits every object of the document with its place in it, examples left out. */
  void walk(BiConsumer<String, JsonNode> visitor) {
    walk("#", document, visitor);
  }

  private static void walk(String place, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(place, node);
    }
    for (var entry : node.properties()) {
      String key = entry.getKey();
      // A property of a schema may well be called example.
      boolean data = (key.equals("example") || key.equals("examples")) && !isNames(place);
      if (!data) {
        walk(place + "/" + key, entry.getValue(), visitor);
      }
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(place + "/" + i, node.get(i), visitor);
      }
    }
  }

  /** Whether the keys of the object at a place are names that an author chose. */
  static boolean isNames(String place) {
    return place.endsWith("/properties") || place.equals("#/components/schemas");
  }

  /** The values of an enum of the components, in order. */
  Set<String> values(String schema) {
    Set<String> values = new TreeSet<>();
    schema(schema).path("enum").forEach(value -> values.add(value.asText()));
    return values;
  }
}
