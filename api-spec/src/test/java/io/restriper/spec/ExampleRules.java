package io.restriper.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What examples have to be. */
final class ExampleRules {
  private static final Pattern EVENT = Pattern.compile("event: (\\w+)\ndata: (.*)\n\n");

  private ExampleRules() {}

  /** Bodies, parameters, headers and fields: whatever has an example obeys its schema. */
  static List<String> obeyTheirSchemas(Contract contract) {
    SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          JsonNode schema = node.has("schema") ? node.path("schema") : node;
          if (node.has("example") && !Contract.isNames(place)) {
            check(registry, contract, schema, node.path("example"), place, findings);
          }
          if (node.has("schema")) {
            for (var example : node.path("examples").properties()) {
              JsonNode value = contract.resolved(example.getValue()).path("value");
              String where = place + "/examples/" + example.getKey();
              check(registry, contract, schema, value, where, findings);
            }
          }
        });
    return findings;
  }

  private static void check(
      SchemaRegistry registry,
      Contract contract,
      JsonNode schema,
      JsonNode value,
      String where,
      List<String> findings) {
    if (value.isMissingNode()) {
      findings.add(where + " has no value");
      return;
    }
    ObjectNode root = schema.deepCopy();
    // References are looked up in the document that they are in.
    root.set("components", contract.document().path("components"));
    Schema compiled = registry.getSchema(root);
    for (Error error : compiled.validate(value)) {
      findings.add(where + ": " + error.getInstanceLocation() + " " + error.getMessage());
    }
  }

  /** Each event of an example of a stream obeys the schema that goes with its name. */
  static List<String> streamsObeyTheirSchemas(Contract contract) {
    SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          if (!place.endsWith("/content/text/event-stream")) {
            return;
          }
          int events = 0;
          for (JsonNode example : node.path("examples")) {
            Matcher event = EVENT.matcher(contract.resolved(example).path("value").asText());
            for (; event.find(); events++) {
              boolean reset = event.group(1).equals("reset");
              JsonNode data = node.path(reset ? "x-reset-data" : "x-event-data");
              JsonNode value = json(event.group(2));
              String where = place + " " + event.group(1);
              check(registry, contract, data.path("schema"), value, where, findings);
              if (!reset && !value.path("type").asText().equals(event.group(1))) {
                findings.add(where + " has the type of another event");
              }
            }
          }
          if (events == 0) {
            findings.add(place + " shows no event");
          }
        });
    return findings;
  }

  /** Missing if it is no JSON. */
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** An example that no operation shows is seen by nobody and checked by nothing. */
  static List<String> areAllShown(Contract contract) {
    Set<String> shown = new HashSet<>();
    contract
        .document()
        .findValues("examples")
        .forEach(
            examples ->
                examples.forEach(
                    example ->
                        shown.add(
                            example.path("$ref").asText().replace("#/components/examples/", ""))));
    List<String> findings = new ArrayList<>();
    contract
        .components("examples")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!shown.contains(name)) {
                findings.add("the example " + name + " is shown nowhere");
              }
            });
    return findings;
  }

  /** Each successful answer in JSON has an example. */
  static List<String> answersHaveExamples(Contract contract) {
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          if (place.endsWith("/content/application~1json".replace("~1", "/"))
              && node.path("examples").isEmpty()) {
            findings.add(place + " has no example");
          }
        });
    return findings;
  }

  /** Each value of the enums that tell what the system is in occurs in an example. */
  static List<String> showEveryValue(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (var schema : contract.components("schemas").properties()) {
      for (var property : schema.getValue().path("properties").properties()) {
        String name = property.getValue().path("$ref").asText().replaceAll(".*/", "");
        Set<String> missing = new TreeSet<>(contract.values(name));
        // The kinds of drives of other makers' hardware are no states of ours.
        if (!Set.of("SlotType", "DiskType").contains(name)
            && !schema.getKey().equals("InnerError")) {
          examplesOf(contract, schema.getKey())
              .forEach(example -> missing.remove(example.path(property.getKey()).asText()));
          if (!missing.isEmpty()) {
            findings.add(
                "no example of " + schema.getKey() + "." + property.getKey() + " has " + missing);
          }
        }
      }
    }
    return findings;
  }

  /**
   * Phase, times and reason, as the state of a restriper admits them, in the new and the old form.
   */
  static List<String> obeyTheRulesOfAStatus(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (JsonNode status : examplesOf(contract, "RestriperStatus")) {
      String state = status.path("state").asText();
      checkStatus(status, state.equals("RUNNING"), state.equals("FINISHED"), findings);
    }
    for (JsonNode status : examplesOf(contract, "LegacyRestriperStatus")) {
      String state = status.path("status").asText();
      checkStatus(status, state.equals("RUNNING"), state.equals("BLOCKED"), findings);
      if (state.equals("BLOCKED") == status.path("blocked_reason").asText().isEmpty()) {
        findings.add("BLOCKED and blocked_reason go together, and do not in " + status);
      }
    }
    return findings;
  }

  private static void checkStatus(
      JsonNode status, boolean running, boolean mayBeBlocked, List<String> findings) {
    if (running == status.path("phase").asText().isEmpty()) {
      findings.add("there is a phase if and only if a run is going on, and not so in " + status);
    }
    for (String field : List.of("elapsed_seconds", "percent_complete", "estimated_seconds_left")) {
      if (!running && status.path(field).asDouble() != 0) {
        findings.add(field + " has to be 0 in " + status);
      }
    }
    if (!mayBeBlocked && !status.path("blocked_reason").asText().isEmpty()) {
      findings.add("blocked_reason has to be empty in " + status);
    }
  }

  /** The examples of a schema: answers that are one or a list of it, and what lies in answers. */
  private static List<JsonNode> examplesOf(Contract contract, String schema) {
    String reference = "#/components/schemas/" + schema;
    List<JsonNode> found = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          if (node.has("schema")) {
            for (JsonNode example : node.path("examples")) {
              JsonNode value = contract.resolved(example).path("value");
              collect(contract, node.path("schema"), value, reference, found);
            }
          }
        });
    return found;
  }

  private static void collect(
      Contract contract, JsonNode schema, JsonNode value, String reference, List<JsonNode> found) {
    if (schema.path("$ref").asText().equals(reference) && !value.isNull()) {
      found.add(value);
    }
    JsonNode resolved = contract.resolved(schema);
    for (var property : resolved.path("properties").properties()) {
      if (value.has(property.getKey())) {
        JsonNode part = value.path(property.getKey());
        collect(contract, property.getValue(), part, reference, found);
      }
    }
    if (resolved.has("items")) {
      value.forEach(item -> collect(contract, resolved.path("items"), item, reference, found));
    }
  }
}
