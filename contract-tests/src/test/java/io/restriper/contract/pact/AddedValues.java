package io.restriper.contract.pact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that enums have got since the last release. Older clients meet them as unknown, so
 * that each needs an interaction that shows it; an excuse is not accepted.
 *
 * <p>An enum that the last release does not have at all is not among them: no older client meets
 * it.
 */
record AddedValues(JsonNode released, JsonNode current) {

  /** Sentences, one for each added value that is excused from having an interaction. */
  List<String> excused(Map<String, Set<String>> withoutInteraction) {
    List<String> findings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> schema : schemas(current).properties()) {
      JsonNode old = schemas(released).path(schema.getKey()).path("enum");
      if (old.isMissingNode()) {
        continue;
      }
      Set<String> known = new HashSet<>();
      old.forEach(value -> known.add(value.asText()));
      Set<String> excuses = withoutInteraction.getOrDefault(schema.getKey(), Set.of());
      for (JsonNode value : schema.getValue().path("enum")) {
        if (!known.contains(value.asText()) && excuses.contains(value.asText())) {
          findings.add(sentence(schema.getKey(), value.asText()));
        }
      }
    }
    return findings;
  }

  private String sentence(String schema, String value) {
    return "value '%s' of %s was added since contract %s: add an interaction that shows it instead of an excuse in WITHOUT_INTERACTION, as older clients will meet it"
        .formatted(value, schema, released.path("info").path("version").asText());
  }

  private static JsonNode schemas(JsonNode document) {
    return document.path("components").path("schemas");
  }
}
