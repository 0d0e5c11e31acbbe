package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What schemas, parameters and headers have to have. */
final class SchemaRules {
  private static final Pattern DESCRIBED =
      Pattern.compile(
          ".*/(schema|items|schemas/\\w+|properties/\\w+|requestBody|responses/\\w+"
              + "|components/(parameters|headers|securitySchemes)/\\w+|parameters/\\d+|tags/\\d+)");

  private static final Pattern BYTE_COUNT =
      Pattern.compile("size|((?!block_)\\w+_)?(size_bytes)|((?!slot_command_)\\w+_)?capacity");

  private static final Pattern SEMVER =
      Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?");

  private SchemaRules() {}

  static List<String> everythingIsDescribed(Contract contract) {
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          boolean described = DESCRIBED.matcher(place).matches() && !Contract.isNames(place);
          if (described && !node.has("$ref") && node.path("description").asText().isBlank()) {
            findings.add(place + " has no description");
          }
        });
    return findings;
  }

  static List<String> enumsAreComponents(Contract contract) {
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          if (node.path("enum").isArray() && !place.matches("#/components/schemas/\\w+")) {
            findings.add(place + " has an enum of its own: make it a schema and refer to it");
          }
        });
    return findings;
  }

  static List<String> everyFieldIsRequired(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (var schema : contract.components("schemas").properties()) {
      Set<String> fields = new HashSet<>();
      schema.getValue().path("properties").fieldNames().forEachRemaining(fields::add);
      Set<String> required = new HashSet<>();
      schema.getValue().path("required").forEach(name -> required.add(name.asText()));
      if (!fields.equals(required)) {
        findings.add(schema.getKey() + " has fields that are not required, or the reverse");
      }
    }
    return findings;
  }

  static List<String> numbersTellTheirFormat(Contract contract) {
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          String type = node.path("type").asText();
          String format = node.path("format").asText();
          boolean wrong =
              switch (type) {
                case "integer" -> !format.equals("int32") && !format.equals("int64");
                case "number" -> !format.equals("double");
                default -> false;
              };
          if (wrong && !Contract.isNames(place)) {
            findings.add(place + " is of type " + type + " with the format '" + format + "'");
          }
        });
    return findings;
  }

  static List<String> byteCountsAreStrings(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (var schema : contract.components("schemas").properties()) {
      for (var property : schema.getValue().path("properties").properties()) {
        JsonNode node = property.getValue();
        if (BYTE_COUNT.matcher(property.getKey()).matches()
            && !(node.path("type").asText().equals("string")
                && node.path("pattern").asText().equals("^[0-9]+$"))) {
          findings.add(schema.getKey() + "." + property.getKey() + " is no string of digits");
        }
      }
    }
    return findings;
  }

  static List<String> referencesLeadSomewhere(Contract contract) {
    List<String> findings = new ArrayList<>();
    contract.walk(
        (place, node) -> {
          if (node.has("$ref") && contract.resolved(node).isMissingNode()) {
            findings.add(
                place + " refers to " + node.path("$ref").asText() + ", which is not there");
          }
        });
    return findings;
  }

  static List<String> hasAVersionOfItsOwn(Contract contract) {
    String version = contract.document().path("info").path("version").asText();
    List<String> findings = new ArrayList<>();
    if (!SEMVER.matcher(version).matches()) {
      findings.add("info.version is '" + version + "' and has to be like 1.2.3");
    }
    if (!contract.document().path("openapi").asText().equals("3.0.3")) {
      findings.add("the document has to be OpenAPI 3.0.3");
    }
    return findings;
  }
}
