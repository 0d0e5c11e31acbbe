package io.restriper.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the contract goes through the generated type and comes back as it was. */
class ExamplesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("examples")
  void anExampleComesBackAsItWas(String name, String schema, JsonNode example) throws Exception {
    Class<?> type = Class.forName("io.restriper.model." + schema);
    Object value = JSON.treeToValue(example, type);
    JsonNode back = JSON.readTree(JSON.writeValueAsString(value));
    assertThat(same(back, example)).as(back + " and " + example).isTrue();
  }

  @Test
  void aDifferenceIsFound() throws IOException {
    JsonNode status = JSON.readTree("{\"phase\":\"\",\"percent_complete\":0}");
    assertThat(same(status, JSON.readTree("{\"phase\":\"\",\"percent_complete\":0.0}"))).isTrue();
    for (String other :
        List.of(
            "{\"phase\":\"\",\"percent_complete\":1}",
            "{\"phase\":null,\"percent_complete\":0}",
            "{\"phase\":\"\"}",
            "{\"phase\":\"\",\"percent_complete\":0,\"more\":null}")) {
      assertThat(same(status, JSON.readTree(other))).as(other).isFalse();
    }
  }

  static List<Arguments> examples() throws IOException {
    JsonNode contract;
    try (InputStream yaml =
        ExamplesTest.class.getResourceAsStream("/META-INF/openapi/restriper.yaml")) {
      contract = new YAMLMapper().readTree(yaml);
    }
    List<Arguments> found = new ArrayList<>();
    for (JsonNode json : contract.findValues("application/json")) {
      JsonNode schema = json.path("schema");
      boolean list = schema.has("items");
      String reference = (list ? schema.path("items") : schema).path("$ref").asText();
      for (var example : json.path("examples").properties()) {
        String place = example.getValue().path("$ref").asText().substring(1);
        JsonNode value = contract.at(place).path("value");
        String type = reference.replaceAll(".*/", "");
        for (JsonNode one : list ? value : List.of(value)) {
          found.add(Arguments.of(example.getKey(), type, one));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(50);
    return found;
  }

  /** Whether two trees are equal; numbers are compared by value, so that 0 is 0.0. */
  private static boolean same(JsonNode left, JsonNode right) {
    return left.equals(ExamplesTest::compareValues, right);
  }

  private static int compareValues(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }
}
