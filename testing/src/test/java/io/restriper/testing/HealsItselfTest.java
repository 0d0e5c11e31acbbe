package io.restriper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.client.RestriperClient;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RunPhase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// What docs/testing-against-restriper.md shows is read from here, between the marks.
// <example>
class HealsItselfTest {
  @RegisterExtension
  final RestriperExtension restriper =
      RestriperExtension.builder().drives(8).encoding("4+2").build();

  private RestriperClient client;

  @BeforeEach
  void store() {
    client = restriper.client();
    client.put("/videos/a", "some bytes".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsThatDataIsAtRiskWhileItIsRebuilt() {
    restriper.fill().hold(RunPhase.REPROTECT).loseDrive(1).awaitHeld();

    ClusterStatus status = client.status();
    assertThat(status.phase().is(RestriperPhase.REPROTECT)).isTrue();
    assertThat(status.isKnownToBeSafe()).isFalse();

    restriper.release().awaitSafe();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void tellsWhyItCannotGoOn() {
    restriper.block();

    assertThat(client.status().blockedReason()).contains("NOT_ENOUGH_DRIVES");

    restriper.unblock();
    assertThat(client.status().isBlocked()).isFalse();
  }
}
// </example>
