package io.restriper.cli.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.ManualTicker;
import io.restriper.cli.Stub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitCommandTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";

  private final Stub stub = Stub.slice();
  private final ManualTicker ticker = new ManualTicker();

  @AfterEach
  void close() {
    stub.close();
  }

  private Cli.Result await(String... flags) {
    String[] args = new String[flags.length + 1];
    args[0] = "wait";
    System.arraycopy(flags, 0, args, 1, flags.length);
    return Cli.of(stub.uri()).ticker(ticker).run(args);
  }

  private void running() {
    stub.status("RUNNING", "REPROTECT", "", true, 5, 50);
  }

  @Test
  void itWaitsUntilTheRestriperHasFinishedAndNothingIsAtRisk() {
    running();
    ticker
        .then(() -> stub.status("RUNNING", "REBALANCE", "", false, 5, 50))
        .then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    Cli.Result result = await();

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("The restriper has finished, and no data is at risk.\n");
    assertThat(stub.requests()).hasSize(3);
  }

  @Test
  void finishedButBlockedIs3() {
    stub.status("FINISHED", "", "Add a drive.", true, 0, 0);

    Cli.Result result = await();

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("left work undone", "data is at risk", "Add a drive.");
  }

  @Test
  void blockedIs3AlsoIfNoDataIsAtRisk() {
    stub.status("FINISHED", "", "No room to level.", false, 0, 0);

    assertThat(await().code()).isEqualTo(3);
  }

  @Test
  void notInTimeIs4() {
    running();

    Cli.Result result = await("--timeout", "90s");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.out()).contains("its state is RUNNING");
    assertThat(stub.requests()).hasSize(91);
  }

  @Test
  void aTimeoutOfZeroLooksOnce() {
    running();

    assertThat(await("--timeout", "0").code()).isEqualTo(4);
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void finishedAndStillAtRiskIs5AfterARunHadTimeToBegin() {
    stub.status("FINISHED", "", "", true, 0, 0);

    Cli.Result result = await("--settle", "10s");

    assertThat(result.code()).isEqualTo(5);
    assertThat(result.out()).isEqualTo("The restriper has finished, and data is at risk.\n");
    assertThat(stub.requests()).hasSize(11);
  }

  @Test
  void aRunThatBeginsAfterALossWasNoticedIsWaitedFor() {
    stub.status("FINISHED", "", "", true, 0, 0);
    ticker.then(this::running).then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    assertThat(await().code()).isZero();
  }

  @Test
  void aStateThatNobodyKnowsIsNotFinished() {
    stub.status("REWINDING", "", "", false, 0, 0);

    Cli.Result result = await("--timeout", "3s");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.out()).contains("unknown (REWINDING)");
  }

  @Test
  void finishedWithAnythingThatIsNotUnderstoodIs5() {
    stub.status(
        """
        {"state":"FINISHED","phase":"","blocked_reason":"","data_at_risk":"no",\
        "elapsed_seconds":0,"percent_complete":0,"coordinator_node":1}""");

    Cli.Result result = await();

    assertThat(result.code()).isEqualTo(5);
    assertThat(result.out())
        .contains("not known whether data is at risk", "data_at_risk is \"no\"");
  }

  @Test
  void withoutAnyRunItWaitsForOneAndSaysSo() {
    stub.status("NOT_STARTED", "", "", false, 0, 0);

    Cli.Result result = await("--timeout", "3s");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err().lines()).singleElement().asString().contains("--accept-not-started");
  }

  @Test
  void withoutAnyRunItIsDoneIfThatIsAccepted() {
    stub.status("NOT_STARTED", "", "", false, 0, 0);
    assertThat(await("--accept-not-started").code()).isZero();

    stub.status("NOT_STARTED", "", "", true, 0, 0);
    assertThat(await("--accept-not-started", "--timeout", "3s").code()).isEqualTo(4);
  }

  @Test
  void aServerThatRestartsIsWaitedFor() {
    running();
    ticker
        .then(() -> stub.error(STATUS, 503, "unavailable", "Starting."))
        .then(() -> stub.answer(STATUS, 502, "text/html", "Bad gateway"))
        .then(() -> stub.status("FINISHED", "", "", false, 0, 0));

    Cli.Result result = await();

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("is tried again: Starting.");
  }

  @Test
  void aServerThatStaysOutOfReachIs1() {
    running();
    ticker.then(() -> stub.error(STATUS, 503, "unavailable", "Starting."));

    Cli.Result result = await("--unreachable", "30s");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(stub.requests()).hasSize(31);
  }

  @Test
  void theEndOfTheTimeWhileTheServerIsOutOfReachIs1() {
    running();
    ticker.then(() -> stub.error(STATUS, 503, "unavailable", "Starting."));

    assertThat(await("--timeout", "5s").code()).isEqualTo(1);
  }

  @Test
  void aServerThatIsNotThereIs1() {
    stub.close();

    Cli.Result result = await("--unreachable", "0");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("No connection to");
  }

  @Test
  void aRefusalOrNonsenseIs1AtOnce() {
    stub.error(STATUS, 401, "unauthorized", "Who?");
    assertThat(await().code()).isEqualTo(1);
    stub.answer(STATUS, 200, "text/html", "Welcome");
    assertThat(await().code()).isEqualTo(1);
    stub.status("{}");
    assertThat(await().code()).isEqualTo(1);

    assertThat(stub.requests()).hasSize(3);
  }

  @Test
  void aMistakeOnTheCommandLineIs2() {
    assertThat(await("--timeout", "soon").code()).isEqualTo(2);
    assertThat(await("--interval", "0").code()).isEqualTo(2);
    assertThat(await("--patience", "1").code()).isEqualTo(2);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void programsAreToldTheResultAndTheStatus() {
    Cli.Result result = await("-o", "json");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("\"result\" : \"protected\"")
        .contains("\"state\" : \"FINISHED\"");
    assertThat(await("-o", "table").out()).startsWith("RESULT");
  }
}
