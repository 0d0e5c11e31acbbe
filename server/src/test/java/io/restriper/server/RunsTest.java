package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
  private static final String RUNS = "/v1/cluster/protection/restriper/runs/";
  private static final Instant START = Instant.parse("2026-11-24T08:30:15Z");

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static RunReport running(long id) {
    Work one = new Work(100, 1);
    PhaseReport phase =
        new PhaseReport(
            Phase.REPROTECT,
            START.plusSeconds(1),
            12.5,
            new PhaseProgress(new Work(500, 5), one, one, one, one, one),
            10.5,
            8.5,
            Optional.of(new Estimate(10, 15, 20)),
            EstimateGap.NONE);
    Blocked reason =
        new Blocked(BlockedCode.DATA_LOST, Subject.file("/a"), "It is lost.", "Restore it.");
    return new RunReport(
        id,
        Trigger.DRIVE_LOST,
        "drive 1:3 lost",
        START,
        Optional.empty(),
        START.plusSeconds(13),
        3,
        List.of(phase),
        60,
        Optional.of(new AtRisk(new TreeMap<>(Map.of(-1, one, 1, new Work(300, 3))))),
        new Undone(
            List.of(new BlockedWork(reason, START.plusSeconds(2), one)),
            2,
            List.of(new FailedTask("/a", "stripe 0 of /a", "It is lost.")),
            1),
        "");
  }

  private static RunReport unplanned(long id) {
    return new RunReport(
        id,
        Trigger.START,
        "data at risk at the start",
        START,
        Optional.empty(),
        START,
        1,
        List.of(),
        0,
        Optional.empty(),
        Undone.NOTHING,
        "");
  }

  @Test
  void aRunIsToldWithAllThatThereIsToTell() throws Exception {
    served.runs.all.add(running(42));
    assertThat(Served.json(served.get(RUNS + "42")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id": "42", "trigger": "DRIVE_LOST", "cause": "drive 1:3 lost",
                 "state": "RUNNING", "started_at": "2026-11-24T08:30:15Z", "finished_at": null,
                 "as_of": "2026-11-24T08:30:28Z", "coordinator_node": 3, "blocked_reason": "",
                 "phases": [
                   {"phase": "REPROTECT", "started_at": "2026-11-24T08:30:16Z",
                    "elapsed_seconds": 12.5, "percent_complete": 20.0,
                    "total": {"bytes": "500", "stripes": 5},
                    "done": {"bytes": "100", "stripes": 1},
                    "in_flight": {"bytes": "100", "stripes": 1},
                    "queued": {"bytes": "100", "stripes": 1},
                    "blocked": {"bytes": "100", "stripes": 1},
                    "failed": {"bytes": "100", "stripes": 1},
                    "bytes_per_second": 10.5, "average_bytes_per_second": 8.5,
                    "estimated_seconds_left": {"low": 10.0, "high": 20.0},
                    "estimate_gap": ""}],
                 "phases_total": 60,
                 "at_risk": [
                   {"remaining_failures": -1, "bytes": "100", "stripes": 1},
                   {"remaining_failures": 1, "bytes": "300", "stripes": 3}],
                 "blocked": [
                   {"code": "DATA_LOST", "message": "It is lost.",
                    "subject": {"kind": "FILE", "name": "/a"},
                    "since": "2026-11-24T08:30:17Z", "remedy": "Restore it.",
                    "work": {"bytes": "100", "stripes": 1}}],
                 "blocked_total": 2,
                 "failed": [
                   {"path": "/a", "stripe": "stripe 0 of /a", "message": "It is lost."}],
                 "failed_total": 1}
                """));
  }

  @Test
  void whatIsNotKnownIsNull() throws Exception {
    served.runs.all.add(unplanned(1));
    JsonNode run = Served.json(served.get(RUNS + "1"));
    assertThat(run.get("at_risk").isNull()).isTrue();
    assertThat(run.get("finished_at").isNull()).isTrue();
  }

  @Test
  void aRunThatIsOverSaysWhenAndWhy() throws Exception {
    served.runs.all.add(running(42).finished(START.plusSeconds(20), "DATA_LOST: It is lost."));
    JsonNode run = Served.json(served.get(RUNS + "42"));
    assertThat(run.get("state").asText()).isEqualTo("FINISHED");
    assertThat(run.get("finished_at").asText()).isEqualTo("2026-11-24T08:30:35Z");
    assertThat(run.get("blocked_reason").asText()).isEqualTo("DATA_LOST: It is lost.");
    JsonNode phase = run.get("phases").get(0);
    assertThat(phase.get("estimated_seconds_left").isNull()).isTrue();
    assertThat(phase.get("estimate_gap").asText()).isEqualTo("ENDED");
    assertThat(phase.get("queued").get("stripes").asInt()).isEqualTo(2);
  }

  @Test
  void theListComesInPages() throws Exception {
    for (long id = 30; id >= 1; id--) {
      served.runs.all.add(unplanned(id));
    }
    assertThat(ids(RUNS)).hasSize(20).startsWith("30", "29");
    assertThat(ids(RUNS.substring(0, RUNS.length() - 1))).hasSize(20);
    assertThat(ids(RUNS + "?limit=2")).containsExactly("30", "29");
    assertThat(ids(RUNS + "?after=29&limit=2")).containsExactly("28", "27");
    assertThat(ids(RUNS + "?after=1")).isEmpty();
    assertThat(ids(RUNS + "?after=99999999999999999999&limit=1")).containsExactly("30");
  }

  private List<String> ids(String path) throws Exception {
    HttpResponse<byte[]> answer = served.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Served.json(answer).get("runs").findValuesAsText("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=101", "limit=x", "limit=", "after=x", "after=", "after=-1"})
  void aParameterThatCannotBeIsRefused(String query) throws Exception {
    assertError(RUNS + "?" + query, 400, "http_invalid_parameter_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "x", "007", "-1", "99999999999999999999", "1%2F2"})
  void aRunThatThereIsNotIsNotFound(String id) throws Exception {
    served.runs.all.add(unplanned(1));
    assertError(RUNS + id, 404, "cluster_no_such_run_error");
  }

  @Test
  void aRecordThatCannotBeReadIsAMistakeOfTheServer() throws Exception {
    served.runs.failing = true;
    assertError(RUNS, 500, "internal_server_error");
    assertError(RUNS + "1", 500, "internal_server_error");
  }

  private void assertError(String path, int status, String errorClass) throws Exception {
    HttpResponse<byte[]> answer = served.get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Served.json(answer).get("error_class").asText()).isEqualTo(errorClass);
  }
}
