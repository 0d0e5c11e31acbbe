package io.restriper.cli.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.ManualTicker;
import io.restriper.model.RunPhase;
import io.restriper.testing.RestriperExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitForRealServerTest {
  @RegisterExtension private final RestriperExtension server = new RestriperExtension();

  @Test
  void aLostDriveIsWaitedForUntilItsBlocksAreRebuilt() {
    server.fill().hold(RunPhase.REPROTECT).loseDrive(2).awaitHeld();
    ManualTicker ticker =
        new ManualTicker().then(() -> server.release().awaitFinished()).then(() -> {});

    Cli.Result result = Cli.of(server.uri()).ticker(ticker).run("wait");

    assertThat(result.code()).isZero();
    assertThat(server.client().status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void aRestriperThatCannotDoItsWorkIsBlocked() {
    server.block();

    assertThat(Cli.of(server.uri()).run("wait").code()).isEqualTo(3);
  }
}
