package io.restriper.contract.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An operation of the specification.
 *
 * @param id its operationId
 * @param method in capitals
 * @param template its path, with parameters in braces
 * @param body whether it takes one
 * @param statuses that are documented
 */
record Operation(
    String id,
    String method,
    String template,
    List<Parameter> parameters,
    boolean body,
    Set<Integer> statuses) {

  /**
   * A parameter.
   *
   * @param in path, query or header
   * @param minimum of a number; null if it is none
   * @param maximum of a number; null if it has none
   */
  record Parameter(String name, String in, boolean number, Long minimum, Long maximum) {}

  /** All operations of a specification, in its order. */
  static List<Operation> all(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        if (!verb.getValue().has("operationId")) {
          continue;
        }
        operations.add(operation(document, path.getKey(), verb.getKey(), verb.getValue()));
      }
    }
    return operations;
  }

  private static Operation operation(
      JsonNode document, String template, String verb, JsonNode operation) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode named : operation.path("parameters")) {
      JsonNode parameter = document.at(named.path("$ref").asText().substring(1));
      JsonNode schema = parameter.path("schema");
      parameters.add(
          new Parameter(
              parameter.path("name").asText(),
              parameter.path("in").asText(),
              schema.path("type").asText().equals("integer"),
              schema.has("minimum") ? schema.path("minimum").asLong() : null,
              schema.has("maximum") ? schema.path("maximum").asLong() : null));
    }
    Set<Integer> statuses = new TreeSet<>();
    operation
        .path("responses")
        .fieldNames()
        .forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
    return new Operation(
        operation.path("operationId").asText(),
        verb.toUpperCase(Locale.ROOT),
        template,
        parameters,
        operation.has("requestBody"),
        statuses);
  }

  /** Its parameters in the query. */
  List<Parameter> queryParameters() {
    return parameters.stream().filter(parameter -> parameter.in().equals("query")).toList();
  }

  /** Its parameters in header fields. */
  List<Parameter> headerParameters() {
    return parameters.stream().filter(parameter -> parameter.in().equals("header")).toList();
  }

  /** Whether its path has a parameter. */
  boolean hasPathParameter() {
    return template.contains("{");
  }

  /** Its path with a value in place of the parameter. */
  String path(String value) {
    return template.replaceAll("\\{[a-z]+}", java.util.regex.Matcher.quoteReplacement(value));
  }

  @Override
  public String toString() {
    return id;
  }
}
