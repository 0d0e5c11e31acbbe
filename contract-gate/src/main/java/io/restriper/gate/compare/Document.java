package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;

/** One of the two contracts: a tree whose references are all within itself. */
record Document(JsonNode root) {
  static final String SCHEMAS = "#/components/schemas/";

  /** The reference that a part consists of, or the empty string. */
  static String reference(JsonNode part) {
    return part.path("$ref").asText();
  }

  /** What a part that may be a reference stands for. */
  JsonNode resolve(JsonNode part) {
    JsonNode resolved = part;
    while (resolved.has("$ref")) {
      resolved = target(reference(resolved));
    }
    return resolved;
  }

  /**
   * What a reference points to.
   *
   * @throws IllegalArgumentException if it points to nothing in this document
   */
  JsonNode target(String reference) {
    if (reference.startsWith("#/")) {
      JsonNode target = root.at(reference.substring(1));
      if (!target.isMissingNode()) {
        return target;
      }
    }
    throw new IllegalArgumentException(
        "The reference "
            + reference
            + " points to nothing in this document: compare documents that are bundled into one"
            + " file.");
  }

  /** The components of a kind, such as {@code schemas}; empty if there are none. */
  JsonNode components(String kind) {
    return root.path("components").path(kind);
  }
}
