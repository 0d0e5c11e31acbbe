package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.contract.spec.SpecResponses;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Nothing that the specification promises may be without an interaction in the written pact. */
class CompletenessIT {
  private static JsonNode pact() throws IOException {
    return new ObjectMapper()
        .readTree(ConsumerTest.PACTS.resolve("restriper-client-restriper-server.json").toFile());
  }

  private static List<String> findings(JsonNode specification, JsonNode pact) {
    return new Completeness(specification, pact).findings();
  }

  @Test
  void everyOperationAndEveryEnumValueHasAnInteraction() throws IOException {
    assertThat(findings(SpecResponses.document(), pact())).isEmpty();
  }

  @Test
  void anOperationWithoutInteractionIsFound() throws IOException {
    JsonNode pact = without(i -> Completeness.operationOf(i).equals("listNodes"));
    assertThat(findings(SpecResponses.document(), pact))
        .contains("operation listNodes has no interaction");
  }

  @Test
  void aPhaseWithoutInteractionIsFound() throws IOException {
    JsonNode pact = without(i -> i.toString().contains("\"TRANSCODE\""));
    assertThat(findings(SpecResponses.document(), pact))
        .contains("value 'TRANSCODE' of RestriperPhase has no interaction");
  }

  @Test
  void aNewValueWithoutInteractionIsFound() throws IOException {
    JsonNode specification = SpecResponses.document();
    ((ArrayNode) specification.at("/components/schemas/RestriperState/enum")).add("PAUSED");
    assertThat(findings(specification, pact()))
        .containsExactly("value 'PAUSED' of RestriperState has no interaction");
  }

  @Test
  void anInteractionThatNamesNoOperationIsFound() throws IOException {
    JsonNode pact = pact();
    ((ObjectNode) pact.path("interactions").get(0)).remove("comments");
    assertThat(findings(SpecResponses.document(), pact))
        .anyMatch(finding -> finding.endsWith(" names no operation: ''"));
  }

  private static JsonNode without(Predicate<JsonNode> which) throws IOException {
    JsonNode pact = pact();
    for (Iterator<JsonNode> each = pact.path("interactions").iterator(); each.hasNext(); ) {
      if (which.test(each.next())) {
        each.remove();
      }
    }
    return pact;
  }
}
