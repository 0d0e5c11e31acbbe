package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperTimeoutException;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitFinishedTest {

  private final StandIn server = new StandIn();
  private final ManualWaiting waiting = new ManualWaiting();
  private final RestriperClient client =
      RestriperClient.builder(server.endpoint())
          .waiting(waiting)
          .pollInterval(Duration.ofSeconds(2))
          .build();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void looksUntilTheStateIsFinishedAndTellsOfTheRisk() {
    status("NOT_STARTED", "", true);
    status("RUNNING", "REPROTECT", true);
    status("FINISHED", "", true);
    ClusterStatus status = client.awaitFinished(Duration.ofMinutes(1));
    assertThat(status.isFinished()).isTrue();
    assertThat(status.dataAtRisk()).contains(true);
    assertThat(status.isKnownToBeSafe()).isFalse();
    assertThat(waiting.pauses()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void aStateOfALaterReleaseIsNotFinished() {
    status("FINISHED_MAYBE", "", false);
    RestriperTimeoutException e =
        catchThrowableOfType(
            RestriperTimeoutException.class, () -> client.awaitFinished(Duration.ofSeconds(5)));
    assertThat(e.lastStatus().orElseThrow().state().text()).isEqualTo("FINISHED_MAYBE");
    assertThat(e).hasMessageContaining("unknown value \"FINISHED_MAYBE\"");
    assertThat(waiting.pauses())
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  @Test
  void aServerThatRestartsIsWaitedFor() {
    status("RUNNING", "REPROTECT", true);
    server.breakOff().error(503, "service_unavailable_error");
    status("FINISHED", "", false);
    assertThat(client.awaitFinished(Duration.ofMinutes(1)).isKnownToBeSafe()).isTrue();
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void theTimeoutTellsTheLastStatusAndWhyTheNextCouldNotBeRead() {
    status("RUNNING", "REPROTECT", true);
    server.error(503, "service_unavailable_error");
    RestriperTimeoutException e =
        catchThrowableOfType(
            RestriperTimeoutException.class, () -> client.awaitFinished(Duration.ofSeconds(3)));
    assertThat(e.lastStatus().orElseThrow().state().is(RestriperState.RUNNING)).isTrue();
    assertThat(e).hasCauseInstanceOf(RestriperApiException.class);
  }

  @Test
  void whatDoesNotGoAwayByItselfIsThrownAtOnce() {
    server.error(401, "http_unauthorized_error");
    assertThatThrownBy(() -> client.awaitFinished(Duration.ofMinutes(1)))
        .isInstanceOf(RestriperApiException.class);
    assertThat(server.asked()).hasSize(1);
  }

  private void status(String state, String phase, boolean atRisk) {
    server.json(
        200,
        """
        {"state": "%s", "phase": "%s", "blocked_reason": "", "data_at_risk": %s,
         "elapsed_seconds": 0, "percent_complete": 0, "coordinator_node": 1}"""
            .formatted(state, phase, atRisk));
  }
}
