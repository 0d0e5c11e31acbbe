package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Instant START = Instant.parse("2026-11-24T08:30:15Z");
  private static final String OPENMETRICS =
      "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private List<String> lines() throws Exception {
    HttpResponse<byte[]> answer = served.get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Arrays.asList(new String(answer.body(), StandardCharsets.UTF_8).split("\n"));
  }

  private List<String> lines(String family) throws Exception {
    return lines().stream().filter(line -> line.matches(family + "[{ ].*")).toList();
  }

  private static RestriperStatus reprotect() {
    return new RestriperStatus(
        RunState.RUNNING, Optional.of(Phase.REPROTECT), "", true, 12.5, 20, 15, 1);
  }

  private static RestriperStatus finished(boolean dataAtRisk) {
    return new RestriperStatus(RunState.FINISHED, Optional.empty(), "", dataAtRisk, 0, 0, 0, 1);
  }

  private static PhaseReport phase(Phase phase, long done) {
    return new PhaseReport(
        phase,
        START,
        12.5,
        new PhaseProgress(
            new Work(1000, 10),
            new Work(done, 2),
            new Work(100, 1),
            new Work(700 - done, 5),
            new Work(150, 1),
            new Work(50, 1)),
        10.5,
        8.5,
        Optional.of(new Estimate(10, 15, 20)),
        EstimateGap.NONE);
  }

  private static RunReport run(Optional<AtRisk> atRisk, PhaseReport... phases) {
    Blocked lost =
        new Blocked(BlockedCode.DATA_LOST, Subject.file("/a"), "It is lost.", "Restore it.");
    Blocked other =
        new Blocked(BlockedCode.DATA_LOST, Subject.file("/b"), "It is lost.", "Restore it.");
    Work one = new Work(100, 1);
    return new RunReport(
        7,
        Trigger.DRIVE_LOST,
        "drive 1:3 lost",
        START,
        Optional.empty(),
        START.plusSeconds(13),
        1,
        List.of(phases),
        phases.length,
        atRisk,
        new Undone(
            List.of(new BlockedWork(lost, START, one), new BlockedWork(other, START, one)),
            2,
            List.of(),
            3),
        "");
  }

  @Test
  void theTextFormatIsThatOfPrometheusUnlessOpenMetricsIsAskedFor() throws Exception {
    HttpResponse<byte[]> text = served.get("/metrics");
    HttpResponse<byte[]> open = served.get("/metrics", "Accept", OPENMETRICS);

    assertThat(text.headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/plain;charset=utf-8;version=0.0.4");
    assertThat(open.headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("application/openmetrics-text;charset=utf-8;version=1.0.0");
    assertThat(new String(open.body(), StandardCharsets.UTF_8))
        .contains("# TYPE restriper_state stateset", "# UNIT restriper_volume_free_bytes bytes")
        .endsWith("# EOF\n");
  }

  @Test
  void theStateAndThePhaseAreSetsOfWhichOneIsSet() throws Exception {
    served.status = reprotect();

    assertThat(lines("restriper_state"))
        .containsExactlyInAnyOrder(
            "restriper_state{restriper_state=\"NOT_STARTED\"} 0",
            "restriper_state{restriper_state=\"RUNNING\"} 1",
            "restriper_state{restriper_state=\"FINISHED\"} 0");
    assertThat(lines("restriper_phase"))
        .hasSize(Phase.values().length)
        .contains("restriper_phase{restriper_phase=\"REPROTECT\"} 1")
        .filteredOn(line -> line.endsWith(" 1"))
        .hasSize(1);
    assertThat(lines("restriper_phase_progress_ratio"))
        .containsExactly("restriper_phase_progress_ratio{phase=\"REPROTECT\"} 0.2");
    assertThat(lines("restriper_phase_elapsed_seconds"))
        .containsExactly("restriper_phase_elapsed_seconds{phase=\"REPROTECT\"} 12.5");
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws Exception {
    served.upkeep.scrubPeriod = Optional.empty();
    served.status = finished(true);

    assertThat(lines())
        .noneMatch(
            line ->
                line.matches(
                    "restriper_(phase_.*|at_risk_.*|run_start_.*|runs_total|pace_limit.*"
                        + "|scrub_.*|drive_scrub_.*|deprecated_.*)[{ ].*"));
    assertThat(lines("restriper_phase"))
        .hasSize(Phase.values().length)
        .allMatch(line -> line.endsWith(" 0"));
    assertThat(lines("restriper_data_at_risk")).containsExactly("restriper_data_at_risk 1.0");
  }

  @Test
  void aPhaseTellsItsWorkByWhatHasBecomeOfIt() throws Exception {
    served.status = reprotect();
    served.runs.all.add(
        run(Optional.empty(), phase(Phase.REPROTECT, 1), phase(Phase.REPROTECT, 200)));

    assertThat(lines("restriper_phase_bytes"))
        .containsExactlyInAnyOrder(
            "restriper_phase_bytes{part=\"done\",phase=\"REPROTECT\"} 200.0",
            "restriper_phase_bytes{part=\"in_flight\",phase=\"REPROTECT\"} 100.0",
            "restriper_phase_bytes{part=\"queued\",phase=\"REPROTECT\"} 500.0",
            "restriper_phase_bytes{part=\"blocked\",phase=\"REPROTECT\"} 150.0",
            "restriper_phase_bytes{part=\"failed\",phase=\"REPROTECT\"} 50.0");
    assertThat(lines("restriper_phase_planned_bytes"))
        .containsExactly("restriper_phase_planned_bytes{phase=\"REPROTECT\"} 1000.0");
    assertThat(lines("restriper_phase_planned_stripes"))
        .containsExactly("restriper_phase_planned_stripes{phase=\"REPROTECT\"} 10.0");
    assertThat(lines("restriper_phase_stripes"))
        .contains("restriper_phase_stripes{part=\"queued\",phase=\"REPROTECT\"} 5.0");
    assertThat(lines("restriper_phase_bytes_per_second"))
        .containsExactly("restriper_phase_bytes_per_second{phase=\"REPROTECT\"} 10.5");
    assertThat(lines("restriper_phase_left_seconds"))
        .containsExactlyInAnyOrder(
            "restriper_phase_left_seconds{bound=\"low\",phase=\"REPROTECT\"} 10.0",
            "restriper_phase_left_seconds{bound=\"high\",phase=\"REPROTECT\"} 20.0");
  }

  @Test
  void theWorkOfARunThatIsOverIsToldAndItsRateIsNot() throws Exception {
    served.status = finished(false);
    served.runs.all.add(
        run(Optional.empty(), phase(Phase.REPROTECT, 200)).finished(START.plusSeconds(20), ""));

    assertThat(lines("restriper_phase_planned_bytes")).hasSize(1);
    assertThat(lines("restriper_phase_bytes_per_second")).isEmpty();
    assertThat(lines("restriper_phase_progress_ratio")).isEmpty();
    assertThat(lines("restriper_run_start_timestamp_seconds"))
        .containsExactly("restriper_run_start_timestamp_seconds 1.795509015E9");
  }

  @Test
  void whatIsAtRiskIsToldByRemainingFailures() throws Exception {
    served.status = reprotect();
    served.runs.all.add(run(Optional.of(new AtRisk(new TreeMap<>(Map.of(0, new Work(300, 3)))))));

    assertThat(lines("restriper_at_risk_bytes"))
        .containsExactlyInAnyOrder(
            "restriper_at_risk_bytes{remaining_failures=\"-1\"} 0.0",
            "restriper_at_risk_bytes{remaining_failures=\"0\"} 300.0",
            "restriper_at_risk_bytes{remaining_failures=\"1\"} 0.0");
    assertThat(lines("restriper_at_risk_stripes"))
        .contains("restriper_at_risk_stripes{remaining_failures=\"0\"} 3.0");

    served.status = finished(false);

    assertThat(lines("restriper_at_risk_bytes")).hasSize(3).allMatch(line -> line.endsWith(" 0.0"));
  }

  @Test
  void aLossThatNoPlanHasSeenYetIsNotSaidToBeNothing() throws Exception {
    served.status = finished(true);
    served.runs.all.add(run(Optional.of(AtRisk.NOTHING)).finished(START.plusSeconds(20), ""));

    assertThat(lines("restriper_at_risk_bytes")).isEmpty();
    assertThat(lines("restriper_at_risk_stripes")).isEmpty();
  }

  @Test
  void whatIsBlockedIsSummedUpByCode() throws Exception {
    served.runs.all.add(run(Optional.empty()));

    assertThat(lines("restriper_blocked"))
        .hasSize(BlockedCode.values().length)
        .contains("restriper_blocked{code=\"DATA_LOST\"} 1.0")
        .contains("restriper_blocked{code=\"STALLED\"} 0.0");
    assertThat(lines("restriper_blocked_bytes"))
        .contains("restriper_blocked_bytes{code=\"DATA_LOST\"} 200.0");
    assertThat(lines("restriper_blocked_stripes"))
        .contains("restriper_blocked_stripes{code=\"DATA_LOST\"} 2.0");
    assertThat(lines("restriper_failed_stripes")).containsExactly("restriper_failed_stripes 3.0");
  }

  @Test
  void runsThatCannotBeReadAreLeftOutAndTheServerIsNotReady() throws Exception {
    served.runs.failing = true;
    served.upkeep.failing = true;

    assertThat(lines()).noneMatch(line -> line.startsWith("restriper_blocked"));
    assertThat(lines("restriper_not_ready"))
        .containsExactlyInAnyOrder(
            "restriper_not_ready{reason=\"STOPPING\"} 0.0",
            "restriper_not_ready{reason=\"CATALOG_FAILED\"} 1.0",
            "restriper_not_ready{reason=\"TOO_FEW_DRIVES\"} 0.0",
            "restriper_not_ready{reason=\"NO_ROOM\"} 0.0");
  }

  @Test
  void drivesAreToldOneByOneAndCounted() throws Exception {
    assertThat(lines("restriper_drives"))
        .contains("restriper_drives{state=\"healthy\"} 3.0")
        .contains("restriper_drives{state=\"missing\"} 1.0")
        .hasSize(7);
    assertThat(lines("restriper_drive_state"))
        .contains(
            "restriper_drive_state{drive=\"2:1\",node=\"2\",restriper_drive_state=\"healthy\"} 1")
        .filteredOn(line -> line.endsWith(" 1"))
        .hasSize(9);
    assertThat(lines("restriper_drive_used_bytes"))
        .containsExactlyInAnyOrder(
            "restriper_drive_used_bytes{drive=\"1:2\",node=\"1\"} 4.0",
            "restriper_drive_used_bytes{drive=\"2:1\",node=\"2\"} 4.0",
            "restriper_drive_used_bytes{drive=\"2:2\",node=\"2\"} 4.0");
    assertThat(lines("restriper_nodes"))
        .containsExactlyInAnyOrder(
            "restriper_nodes{state=\"online\"} 1.0", "restriper_nodes{state=\"offline\"} 1.0");
  }

  @Test
  void theProtectionIsWhatTheApiTells() throws Exception {
    served.facts =
        Served.facts(
            Served.protection(Optional.of(new ProtectionFacts.Pending(new Encoding(6, 3), 1, 3))),
            Served.slots());

    assertThat(lines("restriper_max_drive_failures"))
        .containsExactly("restriper_max_drive_failures 2.0");
    assertThat(lines("restriper_remaining_drive_failures"))
        .containsExactly("restriper_remaining_drive_failures 1.0");
    assertThat(lines("restriper_remaining_node_failures"))
        .containsExactly("restriper_remaining_node_failures 0.0");
    assertThat(lines("restriper_encoding_change_pending"))
        .containsExactly("restriper_encoding_change_pending 1.0");
    assertThat(lines("restriper_volume_size_bytes"))
        .containsExactly("restriper_volume_size_bytes 5.0E12");
  }

  @Test
  void theUpkeepTellsItsPaceAndItsScrub() throws Exception {
    served.upkeep.paceLimit = OptionalLong.of(8L << 20);
    served.upkeep.scrubs.put("2:1", new ScrubFacts(START, Optional.of(START.minusSeconds(15))));
    served.upkeep.scrubs.put("2:2", new ScrubFacts(START, Optional.empty()));

    assertThat(lines("restriper_pace_limit_bytes_per_second"))
        .containsExactly("restriper_pace_limit_bytes_per_second 8388608.0");
    assertThat(lines("restriper_scrub_period_seconds"))
        .containsExactly("restriper_scrub_period_seconds 2592000.0");
    assertThat(lines("restriper_drive_scrub_start_timestamp_seconds")).hasSize(2);
    assertThat(lines("restriper_drive_scrub_end_timestamp_seconds"))
        .containsExactly(
            "restriper_drive_scrub_end_timestamp_seconds{drive=\"2:1\",node=\"2\"} 1.795509E9");
  }

  @Test
  void whatUsersWaitForIsAHistogram() throws Exception {
    assertThat(lines("restriper_foreground_stripe_duration_seconds_bucket"))
        .contains(
            "restriper_foreground_stripe_duration_seconds_bucket{operation=\"read\",le=\"0.01\"} 3",
            "restriper_foreground_stripe_duration_seconds_bucket{operation=\"read\",le=\"0.1\"} 5",
            "restriper_foreground_stripe_duration_seconds_bucket{operation=\"read\",le=\"+Inf\"} 6");
    assertThat(lines("restriper_foreground_stripe_duration_seconds_sum"))
        .contains("restriper_foreground_stripe_duration_seconds_sum{operation=\"read\"} 4.5");
  }

  @Test
  void requestsAreCountedByOperationAndStatus() throws Exception {
    served.put("/v1/files/%2Fa/data", "hello");
    served.get("/v1/files/%2Fnone/data");
    served.get("/v1/files/%2Fa/entries/?limit=");
    served.get("/v1/nothing");
    served.get("/v1/files/%2Fa/../data");
    served.get("/v1/version");
    served.get("/v1/version");

    // A request counts when its answer is sent, which a client may notice a moment earlier.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(lines("restriper_http_requests_total"))
                    .contains(
                        "restriper_http_requests_total{code=\"200\",operation=\"putFileData\"} 1.0",
                        "restriper_http_requests_total{code=\"404\",operation=\"getFileData\"} 1.0",
                        "restriper_http_requests_total{code=\"400\",operation=\"listFileEntries\"} 1.0",
                        "restriper_http_requests_total{code=\"404\",operation=\"unmatched\"} 1.0",
                        "restriper_http_requests_total{code=\"400\",operation=\"unmatched\"} 1.0",
                        "restriper_http_requests_total{code=\"200\",operation=\"getVersion\"} 2.0"));
    assertThat(lines("restriper_http_request_duration_seconds_count"))
        .contains("restriper_http_request_duration_seconds_count{operation=\"getVersion\"} 2");
  }

  @Test
  void anAnswerThatBreaksOffIsNotCountedAsOneThatWasSent() throws Exception {
    served.put("/v1/files/%2Fa/data", "hello");
    served.files.breakAfter = Optional.of(2L);

    assertThatThrownBy(() -> served.get("/v1/files/%2Fa/data")).isInstanceOf(IOException.class);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(lines("restriper_http_requests_total"))
                    .contains(
                        "restriper_http_requests_total{code=\"aborted\",operation=\"getFileData\"} 1.0"));
  }

  @Test
  void callsOfDeprecatedOperationsAreCounted() throws Exception {
    served.get("/v1/cluster/restriper/status", "User-Agent", "old/1.0");

    assertThat(lines("restriper_deprecated_calls_total"))
        .hasSize(1)
        .allMatch(line -> line.contains("user_agent=\"old/1.0\"") && line.endsWith(" 1.0"));
  }

  @Test
  void theJvmAndTheProcessAreTold() throws Exception {
    assertThat(lines())
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_start_time_seconds "));
  }
}
