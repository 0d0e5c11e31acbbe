package io.restriper.contract.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restriper.model.RunPhase;
import io.restriper.testing.RestriperExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** At each step of a loss, a rebuild and a blocked run, the metrics say what the API says. */
@Timeout(300)
class MetricsFollowTheApiTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension
  final RestriperExtension restriper =
      RestriperExtension.builder().drives(8).encoding("4+2").build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private String get(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(restriper.uri() + path)).timeout(LIMIT).build(),
            BodyHandlers.ofString())
        .body();
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(get(path));
  }

  private Scrape scrape() throws Exception {
    return Scrape.parse(get("/metrics"));
  }

  @Test
  void whileADriveIsLostAndRebuilt() throws Exception {
    restriper.fill().awaitFinished();
    assertMetricsSayWhatTheApiSays();
    assertThat(scrape().value("restriper_data_at_risk")).hasValue(0);

    restriper.hold(RunPhase.REPROTECT).loseDrive(1).awaitHeld();
    assertMetricsSayWhatTheApiSays();
    Scrape atRisk = scrape();
    assertThat(atRisk.value("restriper_data_at_risk")).hasValue(1);
    assertThat(atRisk.value("restriper_at_risk_bytes", "remaining_failures", "1").orElseThrow())
        .isPositive();
    assertThat(atRisk.where("restriper_phase", "restriper_phase", 1)).containsExactly("REPROTECT");
    assertThat(atRisk.value("restriper_drives", "state", "missing")).hasValue(1);

    restriper.release().awaitSafe().awaitFinished();
    assertMetricsSayWhatTheApiSays();
    Scrape healed = scrape();
    assertThat(healed.value("restriper_data_at_risk")).hasValue(0);
    assertThat(healed.value("restriper_at_risk_bytes", "remaining_failures", "1")).hasValue(0);
    assertThat(healed.value("restriper_phase_bytes", "phase", "REPROTECT", "part", "done"))
        .isEqualTo(healed.value("restriper_phase_planned_bytes", "phase", "REPROTECT"));
    assertThat(healed.value("restriper_runs_total", "outcome", "done").orElseThrow()).isPositive();
  }

  @Test
  void whileTheRestriperIsBlockedAndGoesOn() throws Exception {
    restriper.block();
    assertMetricsSayWhatTheApiSays();
    Scrape blocked = scrape();
    assertThat(blocked.where("restriper_blocked", "code", 1)).contains("NOT_ENOUGH_DRIVES");
    assertThat(blocked.value("restriper_runs_total", "outcome", "blocked").orElseThrow())
        .isPositive();
    assertThat(blocked.value("restriper_data_at_risk")).hasValue(1);

    restriper.unblock();
    assertMetricsSayWhatTheApiSays();
    assertThat(scrape().where("restriper_blocked", "code", 1)).isEmpty();
  }

  @Test
  void whileTheEncodingIsChanged() throws Exception {
    restriper.fill().awaitFinished();
    restriper.hold(RunPhase.TRANSCODE).encode("5+2").awaitHeld();
    assertMetricsSayWhatTheApiSays();
    assertThat(scrape().value("restriper_encoding_change_pending")).hasValue(1);

    restriper.release().awaitFinished();
    assertMetricsSayWhatTheApiSays();
    assertThat(scrape().value("restriper_encoding_change_pending")).hasValue(0);
  }

  /** What is told may change between two questions, and then agrees a moment later. */
  private void assertMetricsSayWhatTheApiSays() {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonNode status = json("/v1/cluster/protection/restriper/status");
              JsonNode runs = json("/v1/cluster/protection/restriper/runs/?limit=1").get("runs");
              JsonNode slots = json("/v1/cluster/slots/");
              JsonNode protection = json("/v1/cluster/protection/status");
              Scrape metrics = scrape();
              assertStatus(metrics, status);
              assertSlots(metrics, slots);
              assertProtection(metrics, protection);
              if (!runs.isEmpty()) {
                assertRun(metrics, status, runs.get(0));
              }
            });
  }

  private static void assertStatus(Scrape metrics, JsonNode status) {
    String phase = status.get("phase").asText();
    assertThat(metrics.where("restriper_state", "restriper_state", 1))
        .containsExactly(status.get("state").asText());
    assertThat(metrics.where("restriper_phase", "restriper_phase", 1))
        .isEqualTo(phase.isEmpty() ? Set.of() : Set.of(phase));
    assertThat(metrics.value("restriper_data_at_risk"))
        .hasValue(status.get("data_at_risk").asBoolean() ? 1 : 0);
    if (phase.isEmpty()) {
      assertThat(metrics.names()).doesNotContain("restriper_phase_progress_ratio");
    } else {
      assertThat(metrics.value("restriper_phase_progress_ratio", "phase", phase).orElseThrow())
          .isCloseTo(status.get("percent_complete").asDouble() / 100, within(1e-9));
    }
  }

  private static void assertSlots(Scrape metrics, JsonNode slots) {
    Map<String, Integer> states = new TreeMap<>();
    for (JsonNode slot : slots) {
      String state = slot.get("state").asText();
      states.merge(state, 1, Integer::sum);
      assertThat(
              metrics.value(
                  "restriper_drive_state",
                  "drive",
                  slot.get("id").asText(),
                  "node",
                  slot.get("node_id").asText(),
                  "restriper_drive_state",
                  state))
          .hasValue(1);
    }
    states.forEach(
        (state, count) ->
            assertThat(metrics.value("restriper_drives", "state", state)).hasValue(count));
  }

  private static void assertProtection(Scrape metrics, JsonNode protection) {
    for (String field :
        Set.of(
            "max_drive_failures",
            "max_node_failures",
            "remaining_drive_failures",
            "remaining_node_failures")) {
      assertThat(metrics.value("restriper_" + field))
          .as(field)
          .hasValue(protection.get(field).asDouble());
    }
    assertThat(metrics.value("restriper_encoding_change_pending"))
        .hasValue(protection.get("pending_configuration").isNull() ? 0 : 1);
  }

  private static void assertRun(Scrape metrics, JsonNode status, JsonNode run) {
    Set<String> codes = new TreeSet<>(run.get("blocked").findValuesAsText("code"));
    assertThat(metrics.where("restriper_blocked", "code", 1)).isEqualTo(codes);
    assertThat(metrics.value("restriper_failed_stripes"))
        .hasValue(run.get("failed_total").asDouble());
    Map<String, JsonNode> latest = new TreeMap<>();
    run.get("phases").forEach(phase -> latest.put(phase.get("phase").asText(), phase));
    latest.forEach((phase, report) -> assertPhase(metrics, phase, report));
    if (status.get("data_at_risk").asBoolean() && run.get("at_risk").size() > 0) {
      for (JsonNode level : run.get("at_risk")) {
        assertThat(
                metrics.value(
                    "restriper_at_risk_bytes",
                    "remaining_failures",
                    level.get("remaining_failures").asText()))
            .hasValue(level.get("bytes").asDouble());
      }
    }
  }

  private static void assertPhase(Scrape metrics, String phase, JsonNode report) {
    assertThat(metrics.value("restriper_phase_planned_bytes", "phase", phase))
        .hasValue(report.get("total").get("bytes").asDouble());
    assertThat(metrics.value("restriper_phase_planned_stripes", "phase", phase))
        .hasValue(report.get("total").get("stripes").asDouble());
    for (String part : Set.of("done", "in_flight", "queued", "blocked", "failed")) {
      assertThat(metrics.value("restriper_phase_bytes", "phase", phase, "part", part))
          .as(part)
          .hasValue(report.get(part).get("bytes").asDouble());
      assertThat(metrics.value("restriper_phase_stripes", "phase", phase, "part", part))
          .as(part)
          .hasValue(report.get(part).get("stripes").asDouble());
    }
  }
}
