package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that the contract keeps beyond being valid OpenAPI. Used once. */
final class ContractLint {
  private static final Set<String> OF_EVERY_OPERATION =
      Set.of("400", "401", "405", "406", "500", "503");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode document;
  private final List<String> findings = new ArrayList<>();
  private final Set<String> operationIds = new HashSet<>();

  ContractLint(JsonNode document) {
    this.document = document;
  }

  /** Sentences, one for each broken rule. */
  List<String> findings() {
    require(
        document.path("info").path("version").asText().matches("[0-9]+\\.[0-9]+\\.[0-9]+"),
        "info.version is no semantic version");
    require(document.path("openapi").asText().equals("3.0.3"), "openapi is not 3.0.3");
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          checkOperation(operation.getKey() + " " + path.getKey(), operation.getValue());
        }
      }
    }
    JsonNode components = document.path("components");
    for (String kind : List.of("parameters", "headers", "responses")) {
      for (Map.Entry<String, JsonNode> part : components.path(kind).properties()) {
        requireDescription(kind + " " + part.getKey(), part.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> schema : components.path("schemas").properties()) {
      checkSchema("schema " + schema.getKey(), schema.getValue(), true);
    }
    checkReferences("the document", document);
    return findings;
  }

  private void checkOperation(String where, JsonNode operation) {
    String id = operation.path("operationId").asText();
    require(id.matches("[a-z][A-Za-z]+"), where + " has no operationId");
    require(operationIds.add(id), where + " has the operationId of another operation");
    require(operation.path("summary").asText().length() > 3, where + " has no summary");
    requireDescription(where, operation);
    JsonNode tags = operation.path("tags");
    require(tags.size() == 1 && isDeclared(tags.get(0)), where + " has not one declared tag");
    boolean open = id.equals("getVersion");
    JsonNode security =
        operation.has("security") ? operation.path("security") : document.path("security");
    require(
        open ? security.isEmpty() && security.isArray() : security.at("/0/bearerToken").isArray(),
        where + (open ? " asks for a token" : " asks for no bearerToken"));
    for (String status : OF_EVERY_OPERATION) {
      boolean needed = !(open && status.equals("401"));
      require(
          operation.path("responses").has(status) == needed,
          where + (needed ? " does not document " : " documents ") + status);
    }
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      checkResponse(where + " " + response.getKey(), response.getKey(), response.getValue());
    }
  }

  private boolean isDeclared(JsonNode tag) {
    for (JsonNode declared : document.path("tags")) {
      if (declared.path("name").equals(tag)) {
        return !declared.path("description").asText().isBlank();
      }
    }
    return false;
  }

  private void checkResponse(String where, String status, JsonNode given) {
    JsonNode response = resolve(given);
    requireDescription(where, response);
    if (status.compareTo("400") >= 0) {
      require(
          response
              .at("/content/application~1json/schema/$ref")
              .asText()
              .equals("#/components/schemas/ApiError"),
          where + " is not an ApiError");
      require(
          response.at("/content/application~1json/examples").size() > 0, where + " has no example");
    }
  }

  private void checkSchema(String where, JsonNode schema, boolean named) {
    if (schema.has("$ref")) {
      return;
    }
    requireDescription(where, schema);
    require(named || !schema.has("enum"), where + " is an enum without a name of its own");
    if (schema.has("enum") && schema.path("enum").toString().contains("\"\"")) {
      require(
          schema.path("x-enum-varnames").size() == schema.path("enum").size(),
          where + " has an empty value without a name");
    }
    for (JsonNode required : schema.path("required")) {
      require(
          schema.path("properties").has(required.asText()),
          where + " requires " + required.asText() + ", which it has not");
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      require(
          property.getKey().matches("[a-z][a-z0-9_]*"),
          where + "." + property.getKey() + " is not in snake case");
      checkSchema(where + "." + property.getKey(), property.getValue(), false);
      checkNumber(where + "." + property.getKey(), property.getValue());
    }
    if (schema.has("items")) {
      checkSchema(where + "[]", schema.path("items"), false);
    }
  }

  /** Without a format the generator gives types that are too narrow or too wide. */
  private void checkNumber(String where, JsonNode schema) {
    String type = schema.path("type").asText();
    require(
        !(type.equals("integer") || type.equals("number")) || schema.has("format"),
        where + " is a number without a format");
  }

  private void checkReferences(String where, JsonNode node) {
    if (node.has("$ref")) {
      require(
          !resolve(node).isMissingNode(),
          where + " refers to " + node.path("$ref").asText() + ", which is not there");
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      checkReferences(where + "/" + child.getKey(), child.getValue());
    }
    if (node.isArray()) {
      node.forEach(child -> checkReferences(where, child));
    }
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private void requireDescription(String where, JsonNode node) {
    String text = node.path("description").asText().strip();
    require(
        text.length() > 2 && text.endsWith(".") || text.endsWith("`") || text.endsWith("\""),
        where + " has no description that is a sentence");
  }

  private void require(boolean kept, String finding) {
    if (!kept) {
      findings.add(finding);
    }
  }
}
