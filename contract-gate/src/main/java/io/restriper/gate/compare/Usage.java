package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which components travel in requests, and which in answers. */
final class Usage {
  private static final Set<String> SENT = Set.of("parameters", "requestBody");

  private final Set<String> inRequests = new HashSet<>();
  private final Set<String> inResponses = new HashSet<>();

  /**
   * The use by all the documents together, so that a component that has changed sides is on both.
   */
  Usage(List<Document> documents) {
    for (Document document : documents) {
      for (JsonNode path : document.root().path("paths")) {
        JsonNode item = document.resolve(path);
        collect(document, item.path("parameters"), inRequests);
        for (JsonNode operation : item) {
          for (String part : SENT) {
            collect(document, operation.path(part), inRequests);
          }
          collect(document, operation.path("responses"), inResponses);
        }
      }
    }
  }

  /** The way that a component goes; both if nothing uses it. */
  Direction of(String reference) {
    boolean request = inRequests.contains(reference);
    boolean response = inResponses.contains(reference);
    return request || response ? new Direction(request, response) : new Direction(true, true);
  }

  boolean isUsed(String reference) {
    return inRequests.contains(reference) || inResponses.contains(reference);
  }

  private void collect(Document document, JsonNode part, Set<String> found) {
    String reference = part.path("$ref").isTextual() ? Document.reference(part) : "";
    if (!reference.isEmpty() && found.add(reference)) {
      collect(document, document.target(reference), found);
    }
    for (JsonNode child : part) {
      collect(document, child, found);
    }
  }
}
