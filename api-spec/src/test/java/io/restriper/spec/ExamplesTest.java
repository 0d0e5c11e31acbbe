package io.restriper.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = Contract.document();

  /**
   * An example where it is used.
   *
   * @param schema that it must fit
   */
  private record Example(String name, JsonNode value, JsonNode schema) {}

  private static List<Example> examples() {
    List<Example> found = new ArrayList<>();
    collect(DOCUMENT, found);
    return found;
  }

  private static void collect(JsonNode node, List<Example> found) {
    if (node.has("schema") && node.has("examples")) {
      for (Map.Entry<String, JsonNode> example : node.path("examples").properties()) {
        JsonNode value = resolve(example.getValue()).path("value");
        found.add(new Example(example.getKey(), value, node.path("schema")));
      }
    }
    node.forEach(child -> collect(child, found));
  }

  private static JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
  }

  private static List<?> violations(JsonNode schema, JsonNode value) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", strict(DOCUMENT.path("components").deepCopy()));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
    return compiled.validate(value);
  }

  /** In the words of JSON Schema, and nothing may be added to an object. */
  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("properties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("nullable").asBoolean() && object.path("type").isTextual()) {
        object.set("type", JSON.createArrayNode().add(object.path("type")).add("null"));
      }
    }
    node.forEach(ExamplesTest::strict);
    return node;
  }

  @TestFactory
  Stream<DynamicTest> everyExampleFitsItsSchema() {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(50);
    return examples.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name, () -> assertThat(violations(each.schema, each.value)).isEmpty()));
  }

  @Test
  void everyExampleIsUsed() {
    Set<String> used = new TreeSet<>();
    examples().forEach(example -> used.add(example.name));
    Set<String> there = new TreeSet<>();
    DOCUMENT.at("/components/examples").properties().forEach(e -> there.add(e.getKey()));
    assertThat(used).isEqualTo(there);
  }

  @Test
  void anExampleThatDoesNotFitIsFound() {
    JsonNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/RestriperStatus");
    ObjectNode value = DOCUMENT.at("/components/examples/RestriperFinished/value").deepCopy();
    assertThat(violations(schema, value)).isEmpty();
    assertThat(violations(schema, value.deepCopy().put("phase", "RESTING"))).isNotEmpty();
    assertThat(violations(schema, value.deepCopy().put("more", 1))).isNotEmpty();
    assertThat(violations(schema, value.deepCopy().put("percent_complete", 101))).isNotEmpty();
    assertThat(violations(schema, value.deepCopy().without("state"))).isNotEmpty();
  }

  @Test
  void thereIsAnExampleForEveryStateThatARestriperCanBeIn() {
    assertThat(seen("Restriper", "state")).isEqualTo(values("RestriperState"));
    assertThat(seen("Restriper", "phase")).isEqualTo(values("RestriperPhase"));
    assertThat(seen("Legacy", "status")).isEqualTo(values("LegacyRestriperState"));
    assertThat(seen("Legacy", "phase")).isEqualTo(values("RestriperPhase"));
    assertThat(seen("Slot", "state")).isEqualTo(values("SlotState"));
  }

  private static Set<String> seen(String prefix, String field) {
    Set<String> seen = new TreeSet<>();
    for (Example example : examples()) {
      if (example.name.startsWith(prefix) && example.value.has(field)) {
        seen.add(example.value.path(field).asText());
      }
    }
    return seen;
  }

  private static Set<String> values(String schema) {
    Set<String> values = new TreeSet<>();
    DOCUMENT.at("/components/schemas/" + schema + "/enum").forEach(v -> values.add(v.asText()));
    return values;
  }

  @Test
  void examplesOfTheStatusKeepTheRulesOfItsFields() {
    boolean anyBlocked = false;
    for (Example example : examples()) {
      JsonNode status = example.value;
      if (status.has("percent_complete")) {
        String state = status.path(status.has("state") ? "state" : "status").asText();
        boolean running = state.equals("RUNNING");
        boolean blocked = !status.path("blocked_reason").asText().isEmpty();
        anyBlocked |= blocked;
        assertThat(status.path("phase").asText().isEmpty()).isEqualTo(!running);
        assertThat(blocked && !state.equals("FINISHED") && !state.equals("BLOCKED")).isFalse();
        if (!running) {
          assertThat(status.path("elapsed_seconds").asDouble()).isZero();
          assertThat(status.path("percent_complete").asDouble()).isZero();
          assertThat(status.path("estimated_seconds_left").asDouble()).isZero();
        }
      }
    }
    assertThat(anyBlocked).isTrue();
  }
}
