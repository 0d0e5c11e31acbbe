package io.restriper.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what is wrong with an answer, by the specification: its status, media type, headers, and
 * body, to which nothing may be added.
 */
public final class SpecResponses {
  private static final String LOCATION = "META-INF/openapi/restriper.yaml";

  private static final Pattern EVENT = Pattern.compile("id: [!-~]+\nevent: (\\w+)\ndata: (.*)\n\n");

  /** An operation that no path and method of the specification names answers these. */
  private static final List<Integer> WITHOUT_OPERATION = List.of(400, 401, 404, 405, 429);

  private final JsonNode document;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Schema> schemas = new TreeMap<>();
  private final Map<Pattern, JsonNode> paths = new LinkedHashMap<>();

  private SpecResponses(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(path -> paths.put(pattern(path.getKey()), path.getValue()));
  }

  /** The specification that is on the class path. */
  public static SpecResponses load() {
    return new SpecResponses(document());
  }

  /** The document itself. */
  public static JsonNode document() {
    try (InputStream in = SpecResponses.class.getClassLoader().getResourceAsStream(LOCATION)) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An answer.
   *
   * @param header looks up a header by its name
   */
  public record Answer(
      String method,
      String rawPath,
      int status,
      Function<String, Optional<String>> header,
      byte[] body) {}

  /** What is wrong with an answer; empty if nothing is. */
  public List<String> violations(Answer answer) {
    List<String> found = new ArrayList<>();
    Optional<JsonNode> operation = operation(answer.method(), answer.rawPath());
    if (operation.isEmpty()) {
      if (!WITHOUT_OPERATION.contains(answer.status())) {
        found.add("status " + answer.status() + " for what is not in the specification");
      }
      if (!answer.method().equals("HEAD")) {
        checkBody(answer, "ApiError", found);
      }
      return found;
    }
    JsonNode response =
        resolve(operation.get().path("responses").path(Integer.toString(answer.status())));
    if (response.isMissingNode()) {
      found.add("status " + answer.status() + " is not documented");
      return found;
    }
    response
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (resolve(header.getValue()).path("required").asBoolean()
                  && answer.header().apply(header.getKey()).isEmpty()) {
                found.add("header " + header.getKey() + " is missing");
              }
            });
    checkContent(answer, response.path("content"), found);
    return found;
  }

  private void checkContent(Answer answer, JsonNode content, List<String> found) {
    if (content.isMissingNode()) {
      if (answer.body().length > 0) {
        found.add("a body where none is documented");
      }
      return;
    }
    if (answer.method().equals("HEAD")) {
      return;
    }
    String type = answer.header().apply("Content-Type").orElse("none").split(";")[0].strip();
    JsonNode media = content.path(type);
    if (media.isMissingNode()) {
      found.add("media type " + type + " is not documented");
    } else if (type.equals("application/json")) {
      JsonNode schema = media.path("schema");
      boolean array = schema.path("type").asText().equals("array");
      String name = (array ? schema.path("items") : schema).path("$ref").asText();
      checkBody(answer, name.substring(name.lastIndexOf('/') + 1) + (array ? "[]" : ""), found);
    } else if (type.equals("text/event-stream")) {
      checkEvents(new String(answer.body(), StandardCharsets.UTF_8), media, found);
    }
  }

  /** Each event is of the schema that goes with its name. */
  private void checkEvents(String stream, JsonNode media, List<String> found) {
    Matcher event = EVENT.matcher(stream);
    while (event.find()) {
      String place = event.group(1).equals("reset") ? "x-reset-data" : "x-event-data";
      String name = media.path(place).path("schema").path("$ref").asText();
      checkJson(
          event.group(2).getBytes(StandardCharsets.UTF_8),
          name.substring(name.lastIndexOf('/') + 1),
          found);
    }
    if (!EVENT.matcher(stream).find()) {
      found.add("a stream without an event");
    }
  }

  private void checkBody(Answer answer, String schema, List<String> found) {
    checkJson(answer.body(), schema, found);
  }

  private void checkJson(byte[] bytes, String schema, List<String> found) {
    try {
      JsonNode body = json.readTree(bytes);
      for (Error error : schema(schema).validate(body)) {
        found.add(error.getInstanceLocation() + ": " + error.getMessage());
      }
    } catch (IOException e) {
      found.add("the body is not JSON");
    }
  }

  private Optional<JsonNode> operation(String method, String rawPath) {
    String asked = rawPath.split("\\?")[0];
    String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    for (Map.Entry<Pattern, JsonNode> path : paths.entrySet()) {
      JsonNode operation = path.getValue().path(verb);
      if (path.getKey().matcher(asked).matches() && !operation.isMissingNode()) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  private static Pattern pattern(String template) {
    String withoutSlash = template.endsWith("/") ? template.replaceAll("/$", "/?") : template;
    return Pattern.compile(withoutSlash.replaceAll("\\{[a-z]+}", "[^/]+"));
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private synchronized Schema schema(String name) {
    return schemas.computeIfAbsent(name, this::compile);
  }

  /** What OpenAPI 3.0 says in words of its own is put in those of JSON Schema. */
  private Schema compile(String name) {
    ObjectNode root = json.createObjectNode();
    boolean array = name.endsWith("[]");
    String reference = "#/components/schemas/" + name.replace("[]", "");
    if (array) {
      root.put("type", "array").putObject("items").put("$ref", reference);
    } else {
      root.put("$ref", reference);
    }
    root.set("components", strict(document.path("components").deepCopy()));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  private JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("properties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("nullable").asBoolean() && object.path("type").isTextual()) {
        ArrayNode types = json.createArrayNode().add(object.path("type").asText()).add("null");
        object.set("type", types);
      }
    }
    node.forEach(this::strict);
    return node;
  }
}
