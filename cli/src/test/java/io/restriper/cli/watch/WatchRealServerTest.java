package io.restriper.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.cli.Cli;
import io.restriper.cli.base.Ticker;
import io.restriper.model.RunPhase;
import io.restriper.testing.RestriperExtension;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchRealServerTest {
  @RegisterExtension private final RestriperExtension server = new RestriperExtension();

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    stopped.set(true);
    executor.shutdownNow();
  }

  private Ticker ticker() {
    return new Ticker() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public boolean pause(Duration time) {
        return !stopped.get();
      }
    };
  }

  private void awaitText(String pattern) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern(pattern));
  }

  @Test
  void aDriveIsLostAndRebuiltBeforeOnesEyes() throws Exception {
    server.fill();
    Cli cli = Cli.of(server.uri()).ticker(ticker());
    Future<Cli.Result> watch = executor.submit(() -> cli.run(out, "watch"));
    awaitText("PROTECTED  (NOT_STARTED|FINISHED)\\R");

    server.hold(RunPhase.REPROTECT).loseDrive(4).awaitHeld();
    awaitText("drive lost 1:4");
    awaitText("AT RISK  RUNNING REPROTECT  0\\.0 %  0 B of [1-9].* time left unknown");

    server.release().awaitFinished().awaitSafe();
    awaitText("[0-9:]{8}  finished.*\\R");
    awaitText("PROTECTED  FINISHED\\R");

    stopped.set(true);
    assertThat(watch.get(60, TimeUnit.SECONDS).code()).isZero();
  }
}
