package io.restriper.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.Stub;
import io.restriper.testing.RestriperExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunsCommandTest {
  private static final String RUNS = "/v1/cluster/protection/restriper/runs/";

  @RegisterExtension private final RestriperExtension server = new RestriperExtension();

  @Test
  void runsAreListedTheNewestFirst() {
    server.fill().loseDrive(1).awaitFinished().replaceDrive(1).awaitFinished();

    Cli.Result all = Cli.of(server.uri()).run("runs");
    Cli.Result one = Cli.of(server.uri()).run("runs", "-n", "1", "-o", "json");

    assertThat(all.code()).isZero();
    assertThat(all.out()).startsWith("RUN  STATE     STARTED");
    assertThat(all.out().lines().skip(1))
        .hasSizeGreaterThanOrEqualTo(2)
        .last()
        .asString()
        .matches("1 +FINISHED .*s +DRIVE_LOST +all done");
    assertThat(one.out()).doesNotContain("DRIVE_LOST").contains("\"trigger\"");
  }

  @Test
  void oneRunIsToldPhaseByPhase() {
    server.fill().loseDrive(1).awaitFinished();

    Cli.Result result = Cli.of(server.uri()).run("run", "1");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .anyMatch(line -> line.equals("Run 1  FINISHED  all done"))
        .anyMatch(line -> line.matches("  Trigger +DRIVE_LOST"))
        .anyMatch(line -> line.matches("REPROTECT +100\\.0 % .*"));
    assertThat(Cli.of(server.uri()).run("run", "1", "-o", "wide").out()).contains("IN FLIGHT");
  }

  @Test
  void aRunThatIsBlockedTellsWhatToDo() {
    server.block();
    String id = server.client().runs(null, 1).runs().get(0).id();

    Cli.Result result = Cli.of(server.uri()).run("run", id);

    assertThat(result.out()).containsPattern("Blocked +NOT_ENOUGH_DRIVES: .*\\R    to do +\\S");
    assertThat(Cli.of(server.uri()).run("runs").out()).contains("  blocked");
  }

  @Test
  void aRunThatIsNotThereIsOneSentence() {
    Cli.Result result = Cli.of(server.uri()).run("run", "4711");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines()).singleElement().asString().contains("4711");
  }

  @Test
  void aServerWithoutRunsSaysSo() {
    try (Stub stub = Stub.slice()) {
      Cli.Result result = Cli.of(stub.uri()).run("runs");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("does not tell about its runs");
    }
  }

  @Test
  void aRunWithValuesThatNobodyKnowsYetIsNotAllDone() {
    try (Stub stub =
        Stub.slice()
            .json(
                RUNS,
                """
                {"runs":[{"id":"7","trigger":"FULL_MOON","state":"REWOUND","blocked_reason":"",\
                "blocked_total":"0","failed_total":"0","phases":[{"phase":"DEFRAGMENT"}]}]}""")) {
      Cli.Result result = Cli.of(stub.uri()).run("runs", "-o", "wide");

      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("unknown (FULL_MOON)", "unknown (REWOUND)", "unknown (DEFRAGMENT) unknown")
          .doesNotContain("all done");
    }
  }

  @Test
  void protectionTellsWhatIsLeft() {
    server.fill();
    assertThat(Cli.of(server.uri()).run("protection").out())
        .startsWith("Protection is WHOLE")
        .containsPattern("Encoding +4\\+2");

    server.block();
    assertThat(Cli.of(server.uri()).run("protection").out()).startsWith("Protection is REDUCED");
    assertThat(Cli.of(server.uri()).run("drives").out()).contains("missing");
  }

  @Test
  void protectionThatIsNotUnderstoodIsUnknown() {
    try (Stub stub =
        Stub.slice().json("/v1/cluster/protection/status", "{\"max_drive_failures\":2}")) {
      assertThat(Cli.of(stub.uri()).run("protection").out())
          .startsWith("Protection is UNKNOWN")
          .contains("unknown drive failures");
    }
  }
}
