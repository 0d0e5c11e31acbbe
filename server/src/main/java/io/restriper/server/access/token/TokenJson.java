package io.restriper.server.access.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tokens as JSON. What is not known is refused, so that an older server never takes on half of what
 * a newer one has written.
 */
final class TokenJson {
  private static final int FORMAT = 1;
  private static final Set<String> FIELDS =
      Set.of("id", "name", "role", "created", "expires", "sha256");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private TokenJson() {}

  static byte[] write(Tokens tokens) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    var list = root.putArray("tokens");
    for (Token token : tokens.all()) {
      list.addObject()
          .put("id", token.id())
          .put("name", token.name())
          .put("role", token.role().word())
          .put("created", token.created().toString())
          .put("expires", token.expires().map(Instant::toString).orElse("never"))
          .put("sha256", token.sha256());
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }

  /**
   * Reads tokens.
   *
   * @throws IllegalArgumentException in words for a person, without an end, if they are not right
   */
  static Tokens read(byte[] bytes) {
    JsonNode root = parse(bytes);
    if (!root.isObject() || !root.path("format").isInt() || !root.path("tokens").isArray()) {
      throw new IllegalArgumentException("it holds no list of tokens");
    }
    if (root.path("format").asInt() != FORMAT || root.size() != 2) {
      throw new IllegalArgumentException(
          "it has the format "
              + root.path("format").asInt()
              + " or more in it than tokens, and this server knows format "
              + FORMAT);
    }
    List<Token> tokens = new ArrayList<>();
    for (JsonNode node : root.path("tokens")) {
      try {
        tokens.add(token(node));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "token " + (tokens.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return new Tokens(tokens);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not valid JSON", e);
    }
  }

  private static Token token(JsonNode node) {
    Set<String> fields = new TreeSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    if (!fields.equals(FIELDS)) {
      throw new IllegalArgumentException(
          "its fields have to be " + String.join(", ", new TreeSet<>(FIELDS)));
    }
    for (JsonNode value : node) {
      if (!value.isTextual()) {
        throw new IllegalArgumentException("its fields have to be texts");
      }
    }
    Role role =
        Role.of(node.path("role").asText())
            .orElseThrow(() -> new IllegalArgumentException("the role is none of " + Role.words()));
    String expires = node.path("expires").asText();
    return new Token(
        node.path("id").asText(),
        node.path("name").asText(),
        role,
        instant(node.path("created").asText()),
        expires.equals("never") ? Optional.empty() : Optional.of(instant(expires)),
        node.path("sha256").asText());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time", e);
    }
  }
}
