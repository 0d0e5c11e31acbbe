package io.restriper.server.deprecation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations that the contract calls deprecated, by their operationId. Immutable. */
public final class DeprecatedOperations {
  private static final String CONTRACT = "/META-INF/openapi/restriper.yaml";

  private final Map<String, DeprecatedOperation> byId;

  private DeprecatedOperations(Map<String, DeprecatedOperation> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads the contract that the server was built with. Takes as long as that: to be done once.
   *
   * @throws IllegalStateException if the contract does not say of a deprecated operation what it
   *     has to; its own lint refuses such a contract
   */
  public static DeprecatedOperations ofTheContract() {
    try (InputStream yaml = DeprecatedOperations.class.getResourceAsStream(CONTRACT)) {
      return of(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("The contract cannot be read: " + e.getMessage(), e);
    }
  }

  static DeprecatedOperations of(JsonNode contract) {
    Map<String, String> paths = new HashMap<>();
    for (var path : contract.path("paths").properties()) {
      path.getValue()
          .forEach(operation -> paths.put(operation.path("operationId").asText(), path.getKey()));
    }
    Map<String, DeprecatedOperation> deprecated = new HashMap<>();
    for (var path : contract.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (operation.getValue().path("deprecated").asBoolean()) {
          String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          DeprecatedOperation read = read(name, operation.getValue(), paths);
          deprecated.put(read.id(), read);
        }
      }
    }
    return new DeprecatedOperations(deprecated);
  }

  private static DeprecatedOperation read(
      String name, JsonNode operation, Map<String, String> paths) {
    String successor = paths.get(operation.path("x-successor").asText());
    if (successor == null) {
      throw incomplete(name, "x-successor names no operation", null);
    }
    try {
      return new DeprecatedOperation(
          operation.path("operationId").asText(),
          name,
          LocalDate.parse(operation.path("x-deprecated-since").asText()),
          LocalDate.parse(operation.path("x-sunset").asText()),
          successor);
    } catch (DateTimeException e) {
      throw incomplete(name, "x-deprecated-since or x-sunset is no date", e);
    }
  }

  private static IllegalStateException incomplete(String name, String what, Exception cause) {
    return new IllegalStateException(
        "The contract calls " + name + " deprecated, and " + what + ".", cause);
  }

  Optional<DeprecatedOperation> find(String operationId) {
    return Optional.ofNullable(byId.get(operationId));
  }
}
