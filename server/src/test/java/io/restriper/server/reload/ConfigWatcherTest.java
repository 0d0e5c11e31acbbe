package io.restriper.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.restriper.engine.setup.EngineSettings;
import io.restriper.server.config.Flags;
import io.restriper.server.config.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConfigWatcherTest {
  @TempDir private Path directory;

  private final List<EngineSettings> taken = new ArrayList<>();

  /** Does what is asked for at once in the caller's thread, and what is to be repeated by hand. */
  private static final class ByHand extends ScheduledThreadPoolExecutor {
    private Runnable repeated;
    private long pauseMillis;

    ByHand() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long first, long pause, TimeUnit unit) {
      repeated = task;
      pauseMillis = unit.toMillis(pause);
      return schedule(() -> {}, 0, unit);
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  private Path write(String encoding) throws Exception {
    return Files.writeString(directory.resolve("c.yaml"), "encoding: " + encoding + "\n");
  }

  private SettingsLoader loader() throws Exception {
    return SettingsLoader.of(
        Flags.NONE, Map.of("RESTRIPER_CONFIG", directory.resolve("c.yaml").toString()));
  }

  @Test
  void looksEverySecond() throws Exception {
    write("4+2");
    SettingsLoader loader = loader();
    ByHand scheduler = new ByHand();
    try (ConfigWatcher watcher =
        ConfigWatcher.start(loader, loader.load(), taken::add, scheduler)) {
      assertThat(scheduler.pauseMillis).isEqualTo(1000);
      write("5+2");
      scheduler.repeated.run();
      scheduler.repeated.run();
      assertThat(taken).hasSize(1);

      write("6+2");
      watcher.readAgain();
      assertThat(taken).hasSize(2);
    }
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void closingWaitsForAChangeThatIsBeingTakenOn() throws Exception {
    write("4+2");
    SettingsLoader loader = loader();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    ConfigWatcher watcher =
        ConfigWatcher.start(
            loader,
            loader.load(),
            settings -> {
              begun.countDown();
              awaitUnchecked(goOn);
              taken.add(settings);
            },
            scheduler);
    write("5+2");
    watcher.readAgain();
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    Thread closing = new Thread(watcher::close);
    closing.start();
    Awaitility.await().until(scheduler::isShutdown);
    goOn.countDown();
    closing.join(60_000);

    assertThat(taken).hasSize(1);
    assertThatCode(watcher::readAgain).doesNotThrowAnyException();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
