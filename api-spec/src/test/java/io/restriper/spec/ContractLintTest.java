package io.restriper.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContractLintTest {
  private static final Map<String, Set<String>> SLICE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("/v1/cluster/protection/restriper/status", Set.of("get")),
              Map.entry("/v1/cluster/restriper/status", Set.of("get")),
              Map.entry("/v1/cluster/protection/status", Set.of("get")),
              Map.entry("/v1/cluster/slots/", Set.of("get")),
              Map.entry("/v1/cluster/slots/{id}", Set.of("get")),
              Map.entry("/v1/cluster/nodes/", Set.of("get")),
              Map.entry("/v1/cluster/settings", Set.of("get")),
              Map.entry("/v1/file-system", Set.of("get")),
              Map.entry("/v1/version", Set.of("get")),
              Map.entry("/v1/files/{ref}", Set.of("delete")),
              Map.entry("/v1/files/{ref}/data", Set.of("get", "put")),
              Map.entry("/v1/files/{ref}/info/attributes", Set.of("get")),
              Map.entry("/v1/files/{ref}/entries/", Set.of("get"))));

  @Test
  void theContractKeepsItsRules() {
    assertThat(new ContractLint(Contract.document()).findings()).isEmpty();
  }

  @Test
  void theContractIsTheSliceAndNothingElse() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : Contract.document().path("paths").properties()) {
      Set<String> methods = new TreeSet<>();
      path.getValue().properties().forEach(method -> methods.add(method.getKey()));
      found.put(path.getKey(), methods);
    }
    assertThat(found).isEqualTo(SLICE);
  }

  @Test
  void statusEnumsHaveTheValuesOfTheWire() {
    JsonNode schemas = Contract.document().at("/components/schemas");
    assertThat(schemas.at("/RestriperState/enum").toString())
        .isEqualTo("[\"NOT_STARTED\",\"RUNNING\",\"FINISHED\"]");
    assertThat(schemas.at("/RestriperPhase/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "", "PLANNING", "REPROTECT", "REBALANCE", "PARTITIONED_REBALANCE", "TRANSCODE");
    assertThat(schemas.at("/LegacyRestriperState/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("RUNNING", "NOT_RUNNING", "BLOCKED");
  }

  @Test
  void whatBreaksARuleIsFound() {
    assertFound("has no operationId", at("/paths/~1v1~1version/get"), "operationId");
    assertFound("has no summary", at("/paths/~1v1~1version/get"), "summary");
    assertFound("has not one declared tag", at("/paths/~1v1~1version/get"), "tags");
    assertFound("asks for a token", at("/paths/~1v1~1version/get"), "security");
    assertFound("does not document 503", at("/paths/~1v1~1version/get/responses"), "503");
    assertFound(
        "is not an ApiError",
        at("/components/responses/NoSuchSlot/content/application~1json"),
        "schema");
    assertFound(
        "has no example",
        at("/components/responses/NoSuchSlot/content/application~1json"),
        "examples");
    assertFound(
        "has no description that is a sentence",
        at("/components/schemas/DiskSlot/properties/capacity"),
        "description");
    assertFound(
        "is a number without a format",
        at("/components/schemas/DiskSlot/properties/node_id"),
        "format");
    assertFound(
        "has an empty value without a name",
        at("/components/schemas/RestriperPhase"),
        "x-enum-varnames");
    assertFound("which is not there", at("/components/schemas"), "RestriperState");
    assertFound(
        "requires state, which it has not", at("/components/schemas/DiskSlot/properties"), "state");
    assertFound("no semantic version", at("/info"), "version");
  }

  @Test
  void anEnumInPlaceIsFound() {
    assertThat(
            findings(
                document ->
                    ((ObjectNode) document.at("/components/schemas/DiskSlot/properties/id"))
                        .putArray("enum")
                        .add("1:1")))
        .anyMatch(finding -> finding.contains("is an enum without a name of its own"));
  }

  private static String at(String pointer) {
    return pointer;
  }

  private static void assertFound(String finding, String pointer, String removed) {
    assertThat(findings(document -> ((ObjectNode) document.at(pointer)).remove(removed)))
        .as("without %s/%s", pointer, removed)
        .anyMatch(found -> found.contains(finding));
  }

  private static java.util.List<String> findings(Consumer<JsonNode> change) {
    JsonNode document = Contract.document();
    change.accept(document);
    return new ContractLint(document).findings();
  }
}
