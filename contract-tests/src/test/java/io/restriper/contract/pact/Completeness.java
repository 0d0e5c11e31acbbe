package io.restriper.contract.pact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the specification has and a pact has no interaction for, and the reverse. */
final class Completeness {
  /**
   * Values that no client of ours can make a server of ours send, and why. A value that is added to
   * an enum that has been released is never one of them: see {@link AddedValues}.
   */
  static final Map<String, Set<String>> WITHOUT_INTERACTION =
      Map.of(
          // Of the published API's hardware and clouds; directories have none of it.
          "SlotType",
          Set.of(
              "SSD", "Premium Page Blob", "Standard Page Blob", "Ephemeral SSD", "Write Tier SSD"),
          "DiskType",
          Set.of(
              "DEVICE_MEDIA_TYPE_UNKNOWN",
              "SSD",
              "Premium Page Blob",
              "Standard Page Blob",
              "Ephemeral SSD",
              "Write Tier SSD"),
          "LedPattern",
          Set.of("LED_PATTERN_LOCATE"),
          // A slot is never without a drive for longer than a look takes; no other format exists.
          "SlotState",
          Set.of("empty", "wrong_version"),
          // The node that answers is online, and it is the only one.
          "NodeStatus",
          Set.of("offline"),
          // A pact knows an answer only as a whole, so it sees how a stream begins and no more;
          // EventsIT hears the events between the real client and the real server.
          "RestriperEventType",
          Set.of(
              "run_started",
              "phase_changed",
              "percent",
              "blocked",
              "unblocked",
              "drive_lost",
              "drive_back",
              "finished"),
          // A local volume calls for no such run, or only by failures within a split second.
          "RunTrigger",
          Set.of("DRIVE_REMOVED", "SCRUB", "DEGRADED_WRITE", "ROOM_FREED", "OTHER"),
          // No code is about a drive or a node alone as yet.
          "RunSubjectKind",
          Set.of("DRIVE", "NODE"),
          // The client never sends what is refused so; tests of the server do. Nor does it open as
          // many streams as a server admits.
          "ErrorClass",
          Set.of(
              "http_bad_request_error",
              "http_invalid_parameter_error",
              "http_not_found_error",
              "http_method_not_allowed_error",
              "http_not_acceptable_error",
              "http_unsupported_media_type_error",
              "internal_server_error",
              "service_unavailable_error",
              "cluster_too_many_streams_error"));

  private final JsonNode specification;
  private final JsonNode pact;

  Completeness(JsonNode specification, JsonNode pact) {
    this.specification = specification;
    this.pact = pact;
  }

  /** Sentences, one for each thing that is missing or too much. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    Set<String> operations = operations();
    Set<String> referenced = new TreeSet<>();
    for (JsonNode interaction : pact.path("interactions")) {
      String operation = operationOf(interaction);
      referenced.add(operation);
      if (!operations.contains(operation)) {
        findings.add(
            interaction.path("description").asText() + " names no operation: '" + operation + "'");
      }
    }
    for (String operation : operations) {
      if (!referenced.contains(operation)) {
        findings.add("operation " + operation + " has no interaction");
      }
    }
    for (Map.Entry<String, JsonNode> schema :
        specification.path("components").path("schemas").properties()) {
      if (schema.getValue().has("enum")) {
        checkEnum(schema.getKey(), schema.getValue().path("enum"), findings);
      }
    }
    return findings;
  }

  static String operationOf(JsonNode interaction) {
    return interaction
        .path("comments")
        .path("references")
        .path("openapi")
        .path("operationId")
        .asText();
  }

  private Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (JsonNode path : specification.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.has("operationId")) {
          operations.add(operation.path("operationId").asText());
        }
      }
    }
    return operations;
  }

  private void checkEnum(String name, JsonNode values, List<String> findings) {
    Set<String> shown = shown(name);
    Set<String> excepted = WITHOUT_INTERACTION.getOrDefault(name, Set.of());
    for (JsonNode value : values) {
      String text = value.asText();
      if (!shown.contains(text) && !excepted.contains(text)) {
        findings.add("value '" + text + "' of " + name + " has no interaction");
      }
      if (shown.contains(text) && excepted.contains(text)) {
        findings.add("value '" + text + "' of " + name + " has an interaction and an exception");
      }
    }
  }

  /** The values of an enum that answers show, in the fields of the schemas that refer to it. */
  private Set<String> shown(String enumName) {
    Set<String> shown = new HashSet<>();
    for (Map.Entry<String, JsonNode> schema :
        specification.path("components").path("schemas").properties()) {
      for (Map.Entry<String, JsonNode> property :
          schema.getValue().path("properties").properties()) {
        if (property.getValue().path("$ref").asText().endsWith("/" + enumName)) {
          collect(schema.getValue(), property.getKey(), shown);
        }
      }
    }
    return shown;
  }

  private void collect(JsonNode schema, String field, Set<String> shown) {
    for (JsonNode interaction : pact.path("interactions")) {
      collect(interaction.path("response").path("body").path("content"), schema, field, shown);
    }
  }

  /** An object is of the schema if it has all the fields that the schema requires. */
  private static void collect(JsonNode node, JsonNode schema, String field, Set<String> shown) {
    boolean fits = node.isObject();
    for (JsonNode required : schema.path("required")) {
      fits &= node.has(required.asText());
    }
    if (fits && node.has(field)) {
      shown.add(node.path(field).asText());
    }
    node.forEach(child -> collect(child, schema, field, shown));
  }
}
