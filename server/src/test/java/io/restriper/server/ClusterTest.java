package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.work.Phase;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String OLD_STATUS = "/v1/cluster/restriper/status";

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void tellsThatNothingHasBeenDoneYet() throws IOException, InterruptedException {
    assertJson(
        STATUS,
        """
        {"state": "NOT_STARTED", "phase": "", "blocked_reason": "", "data_at_risk": false,
         "elapsed_seconds": 0.0, "percent_complete": 0.0, "coordinator_node": 1}
        """);
    assertJson(
        OLD_STATUS,
        """
        {"status": "NOT_RUNNING", "phase": "", "blocked_reason": "", "data_at_risk": false,
         "elapsed_seconds": 0.0, "percent_complete": 0.0, "estimated_seconds_left": 0.0,
         "coordinator_node": 1}
        """);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void tellsEveryPhaseOfARun(Phase phase) throws IOException, InterruptedException {
    served.status =
        new RestriperStatus(RunState.RUNNING, Optional.of(phase), "", true, 1.5, 42.25, 7.5, 3);

    assertJson(
        STATUS,
        """
        {"state": "RUNNING", "phase": "%s", "blocked_reason": "", "data_at_risk": true,
         "elapsed_seconds": 1.5, "percent_complete": 42.25, "coordinator_node": 3}
        """
            .formatted(phase));
    assertJson(
        OLD_STATUS,
        """
        {"status": "RUNNING", "phase": "%s", "blocked_reason": "", "data_at_risk": true,
         "elapsed_seconds": 1.5, "percent_complete": 42.25, "estimated_seconds_left": 7.5,
         "coordinator_node": 3}
        """
            .formatted(phase));
  }

  @Test
  void tellsWhyWorkWasLeftUndone() throws IOException, InterruptedException {
    served.status =
        new RestriperStatus(
            RunState.FINISHED, Optional.empty(), "NOT_ENOUGH_DRIVES: x", true, 0, 0, 0, 1);

    assertThat(Served.json(served.get(STATUS)).get("blocked_reason").asText())
        .isEqualTo("NOT_ENOUGH_DRIVES: x");
    assertThat(Served.json(served.get(OLD_STATUS)).get("status").asText()).isEqualTo("BLOCKED");
  }

  @Test
  void tellsThatTheWorkIsDone() throws IOException, InterruptedException {
    served.status = new RestriperStatus(RunState.FINISHED, Optional.empty(), "", false, 0, 0, 0, 1);

    assertThat(Served.json(served.get(STATUS)).get("state").asText()).isEqualTo("FINISHED");
    assertThat(Served.json(served.get(OLD_STATUS)).get("status").asText()).isEqualTo("NOT_RUNNING");
  }

  @Test
  void tellsWhatTheClusterCanSustain() throws IOException, InterruptedException {
    assertJson(
        "/v1/cluster/protection/status",
        """
        {"blocks_per_stripe": 6, "data_blocks_per_stripe": 4,
         "protection_system_type": "PROTECTION_SYSTEM_TYPE_EC", "max_node_failures": 2,
         "max_drive_failures": 2, "max_drive_spares": 0, "remaining_node_failures": 0,
         "remaining_drive_failures": 1, "pending_configuration": null}
        """);
  }

  @Test
  void tellsTheLeastOfBothEncodingsDuringAChange() throws IOException, InterruptedException {
    served.facts =
        Served.facts(
            Served.protection(Optional.of(new ProtectionFacts.Pending(new Encoding(9, 3), 1, 3))),
            Served.slots());

    JsonNode protection = Served.json(served.get("/v1/cluster/protection/status"));

    assertThat(protection.get("max_node_failures").asInt()).isEqualTo(1);
    assertThat(protection.get("max_drive_failures").asInt()).isEqualTo(2);
    assertThat(protection.get("pending_configuration"))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"blocks_per_stripe\": 12, \"max_drive_failures\": 3, \"max_node_failures\": 1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/cluster/slots/", "/v1/cluster/slots"})
  void listsTheSlotsByNodeAndSlot(String path) throws IOException, InterruptedException {
    JsonNode slots = Served.json(served.get(path));

    assertThat(slots.findValuesAsText("id"))
        .containsExactly("1:1", "1:2", "1:3", "1:4", "1:5", "1:6", "1:7", "2:1", "2:2");
    assertThat(slots.findValuesAsText("state"))
        .containsExactly(
            "empty",
            "healthy",
            "missing",
            "dead",
            "wrong_node",
            "wrong_cluster",
            "wrong_version",
            "healthy",
            "healthy");
    assertThat(slots.findValuesAsText("disk_type"))
        .containsExactly(
            "",
            "DEVICE_MEDIA_TYPE_UNKNOWN",
            "",
            "DEVICE_MEDIA_TYPE_UNKNOWN",
            "DEVICE_MEDIA_TYPE_UNKNOWN",
            "DEVICE_MEDIA_TYPE_UNKNOWN",
            "DEVICE_MEDIA_TYPE_UNKNOWN",
            "HDD",
            "SSD");
    assertThat(slots.findValuesAsText("led_pattern"))
        .containsExactly(
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_FAILURE",
            "LED_PATTERN_FAILURE",
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_NORMAL",
            "LED_PATTERN_NORMAL");
  }

  @Test
  void showsASlot() throws IOException, InterruptedException {
    assertJson(
        "/v1/cluster/slots/2:2",
        """
        {"id": "2:2", "node_id": 2, "slot": 2, "state": "healthy", "slot_type": "SSD",
         "disk_type": "SSD", "disk_model": "model", "disk_serial_number": "serial",
         "capacity": "10", "raw_capacity": "20", "minimum_raw_capacity": "0",
         "slot_command_capacity": 0, "high_endurance": false, "drive_bay": "",
         "led_pattern": "LED_PATTERN_NORMAL"}
        """);
    assertThat(served.get("/v1/cluster/slots/2%3A2").body())
        .isEqualTo(served.get("/v1/cluster/slots/2:2").body());
  }

  @Test
  void tellsNothingOfADiskThatIsNotThere() throws IOException, InterruptedException {
    JsonNode missing = Served.json(served.get("/v1/cluster/slots/1:3"));

    for (String field : List.of("disk_type", "disk_model", "disk_serial_number")) {
      assertThat(missing.get(field).asText()).isEmpty();
    }
    assertThat(missing.get("capacity").asText()).isEqualTo("0");
    assertThat(missing.get("raw_capacity").asText()).isEqualTo("0");
  }

  @Test
  void listsTheNodesById() throws IOException, InterruptedException {
    JsonNode nodes = Served.json(served.get("/v1/cluster/nodes/"));

    assertThat(nodes.get(0))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id": 1, "node_status": "online", "node_name": "here",
                 "uuid": "3f0c4e0a-6f0e-4a57-9d0b-0a8f5a0b7c11", "label": "", "model_number": "",
                 "serial_number": "", "mac_address": ""}
                """));
    assertThat(nodes.get(1).get("node_status").asText()).isEqualTo("offline");
    assertThat(served.get("/v1/cluster/nodes").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsNameAndSpace() throws IOException, InterruptedException {
    assertJson("/v1/cluster/settings", "{\"cluster_name\": \"testing\"}");
    assertJson(
        "/v1/file-system",
        """
        {"block_size_bytes": 1048576, "total_size_bytes": "5000000000000",
         "free_size_bytes": "4000000000000", "snapshot_size_bytes": "0"}
        """);
  }

  @Test
  void tellsItsVersionToEverybody() throws IOException, InterruptedException {
    JsonNode version = Served.json(served.get("/v1/version", "Authorization", "Bearer any"));

    assertThat(version.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("revision_id", "build_id", "flavor", "build_date");
    assertThat(version.get("revision_id").asText())
        .matches("Restriper \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(contract \\d+\\.\\d+\\.\\d+\\)");
    assertThat(version.get("build_date").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void answersHeadWithoutABody() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.send("HEAD", STATUS, BodyPublishers.noBody());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {STATUS, "/v1/files/%2Fa/data", "/v1/version"})
  void tellsTheMethodsOfAResource(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.send("OPTIONS", path, BodyPublishers.noBody());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Allow").orElseThrow())
        .contains("GET", "HEAD", "OPTIONS");
    assertThat(response.body()).isEmpty();
  }

  private void assertJson(String path, String json) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Served.json(response)).isEqualTo(Json.MAPPER.readTree(json));
  }
}
