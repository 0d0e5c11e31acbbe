package io.restriper.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.ManualTicker;
import io.restriper.cli.Stub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";

  private final Stub stub = Stub.slice();
  private final ManualTicker ticker = new ManualTicker().end();

  @AfterEach
  void close() {
    stub.close();
  }

  private Cli cli() {
    return Cli.of(stub.uri()).ticker(ticker);
  }

  @Test
  void ofAServerWithoutEventsAndRunsItTellsWhatHasChangedAndHowLongItWillTake() {
    ticker
        .then(() -> stub.status("FINISHED", "", "", true, 0, 0))
        .then(() -> stub.status("RUNNING", "REPROTECT", "", true, 1, 2))
        .then(() -> stub.status("RUNNING", "REPROTECT", "", true, 11, 22))
        .then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    Cli.Result result = cli().run("watch", "--interval", "10s");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly(
            "10:15:30  PROTECTED  FINISHED",
            "10:15:30  data is AT RISK",
            "10:15:30  AT RISK  FINISHED",
            "10:15:30  state RUNNING",
            "10:15:30  phase REPROTECT",
            "10:15:30  AT RISK  RUNNING REPROTECT  2.0 %  2.00 %/s, about 49s left",
            "10:15:30  AT RISK  RUNNING REPROTECT  22.0 %  2.00 %/s, about 39s left",
            "10:15:30  data is PROTECTED",
            "10:15:30  state FINISHED",
            "10:15:30  PROTECTED  FINISHED");
    assertThat(stub.requests()).filteredOn(request -> request.endsWith("/runs/")).hasSize(1);
  }

  @Test
  void whatStaysAsItIsIsToldOnce() {
    ticker.then(() -> {}).then(() -> {});

    assertThat(cli().run("watch").out().lines()).hasSize(1);
  }

  @Test
  void onATerminalTheLinesBelowAreDrawnAnewAndNewsScrollAbove() {
    stub.status("RUNNING", "REPROTECT", "", true, 10, 50);
    ticker.then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    String out = cli().onTerminal().run("watch", "--color=never").out();

    String clear = "\r\u001b[J";
    assertThat(out)
        .startsWith(clear + "Data is AT RISK  RUNNING REPROTECT  http://")
        .contains(
            "\n  REPROTECT             [############------------]  50.0 %  5.00 %/s, about 10s")
        .contains("\u001b[2A" + clear + "10:15:30  data is PROTECTED\n10:15:30  state FINISHED\n")
        .contains("\nData is PROTECTED  FINISHED  http://");
  }

  @Test
  void noLineIsLongerThanTheTerminalIsWide() {
    stub.status("FINISHED", "", "Add a drive. ".repeat(20).strip(), true, 0, 0);

    String out = cli().onTerminal().run("watch", "--color=never").out();

    assertThat(out.replace("\r\u001b[J", "").lines()).allMatch(line -> line.length() < 80);
  }

  @Test
  void aServerThatGoesAwayMakesEverythingUnknown() {
    ticker
        .then(() -> stub.error(STATUS, 503, "unavailable", "Starting."))
        .then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    assertThat(cli().run("watch").out().lines())
        .containsExactly(
            "10:15:30  PROTECTED  FINISHED",
            "10:15:30  UNKNOWN  Starting. (503 unavailable)",
            "10:15:30  PROTECTED  FINISHED");
  }

  @Test
  void onATerminalWhatWasKnownBeforeAServerWentAwayIsCalledSo() {
    ticker.then(() -> stub.error(STATUS, 503, "unavailable", "Starting."));

    assertThat(cli().onTerminal().run("watch", "--color=never").out())
        .containsPattern("\\[JData is UNKNOWN  http.*\\R  Starting.*\\R  it said last: PROTECTED");
  }

  @Test
  void aServerThatIsNotThereOrRefusesEndsIt() {
    stub.error(STATUS, 503, "unavailable", "Starting.");
    assertThat(cli().run("watch").code()).isEqualTo(1);

    stub.status("FINISHED", "", "", false, 0, 0);
    ticker.then(() -> stub.error(STATUS, 401, "unauthorized", "Who?"));
    Cli.Result result = cli().run("watch");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Who?");
  }

  @Test
  void whatNobodyKnowsYetIsUnknown() {
    stub.status("REWINDING", "DEFRAGMENT", "", false, 0, 50);

    assertThat(cli().run("watch").out())
        .contains("UNKNOWN  unknown (REWINDING) unknown (DEFRAGMENT)  not understood: state is");
  }

  @Test
  void programsGetADocumentALine() {
    ticker
        .then(() -> stub.status("RUNNING", "REPROTECT", "", true, 10, 50))
        .then(() -> stub.error(STATUS, 503, "unavailable", "Starting."));

    assertThat(cli().run("watch", "-o", "json").out().lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("{\"kind\":\"") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"seconds_left\":10.0"))
        .last()
        .asString()
        .contains("\"kind\":\"outage\"", "\"risk\":\"unknown\"");
  }
}
