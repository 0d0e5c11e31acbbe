package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.spec.Contract.Operation;
import java.util.ArrayList;
import java.util.List;

/** What crosses the wire, a line for each operation, parameter, and field. */
final class Signature {
  private final Contract contract;
  private final List<String> lines = new ArrayList<>();

  private Signature(Contract contract) {
    this.contract = contract;
  }

  /** The lines, in no order that matters. */
  static List<String> of(Contract contract) {
    Signature signature = new Signature(contract);
    contract.operations().forEach(signature::addOperation);
    for (var schema : contract.components("schemas").properties()) {
      for (var property : schema.getValue().path("properties").properties()) {
        signature.lines.add(
            schema.getKey() + "." + property.getKey() + ": " + signature.type(property.getValue()));
      }
    }
    return signature.lines;
  }

  private void addOperation(Operation operation) {
    JsonNode body = operation.node().path("requestBody");
    lines.add(
        operation
            + " "
            + operation.id()
            + (body.isMissingNode() ? "" : " <- " + content(body))
            + " -> "
            + content(operation.node().path("responses").path("200"))
            + (operation.node().path("deprecated").asBoolean() ? " deprecated" : ""));
    for (JsonNode reference : operation.node().path("parameters")) {
      JsonNode parameter = contract.resolved(reference);
      lines.add(
          operation.id()
              + " "
              + parameter.path("in").asText()
              + " "
              + parameter.path("name").asText()
              + (parameter.path("required").asBoolean() ? "" : "?")
              + ": "
              + type(parameter.path("schema")));
    }
    for (var header : operation.node().path("responses").path("200").path("headers").properties()) {
      lines.add(operation.id() + " sends " + header.getKey());
    }
  }

  private String content(JsonNode message) {
    List<String> contents = new ArrayList<>();
    for (var content : message.path("content").properties()) {
      contents.add(content.getKey() + " " + name(content.getValue().path("schema")));
    }
    return contents.isEmpty() ? "nothing" : String.join(", ", contents);
  }

  private String name(JsonNode schema) {
    return schema.has("items")
        ? "[" + name(schema.path("items")) + "]"
        : schema.path("$ref").asText().replaceAll(".*/", "");
  }

  private String type(JsonNode node) {
    JsonNode schema = contract.resolved(node);
    String type = schema.path("type").asText();
    String nullable = schema.path("nullable").asBoolean() ? " or null" : "";
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(value.asText()));
      // That an error has a class is of the wire; which ones there are is ours.
      return name(node).equals("ErrorClass") ? "string" : "enum " + String.join("|", values);
    }
    return switch (type) {
          case "object" -> name(node);
          case "array" -> "[" + type(schema.path("items")) + "]";
          case "string" -> schema.path("pattern").asText().equals("^[0-9]+$") ? "digits" : type;
          default -> type;
        }
        + nullable;
  }
}
