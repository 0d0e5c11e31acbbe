package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of day is set back and forth while files are written and drives are lost. */
class ClockJumpTest {
  private static final int SIZE = 5 * EngineFixture.BLOCK;
  private static final Duration YEARS = Duration.ofDays(3650);

  @TempDir Path root;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  @Test
  @FaultRow(
      fault = Fault.CLOCK_JUMP,
      on = "the time of day",
      outcome = "The last write of a file is the one that counts; rebuilds and scrubs go on.")
  void theLastWriteCountsWhateverTheClockSays() throws Exception {
    try (EngineFixture fixture =
        new EngineFixture(root, "2+1", 4)
            .withUpkeep(new EngineSettings.Upkeep(0, Duration.ofDays(1)))
            .withTime(clock, System::nanoTime)) {
      fixture.start();
      fixture.put("/file", bytes(0));
      int written = 0;
      for (Duration jump :
          new Duration[] {YEARS.negated(), YEARS.multipliedBy(2), YEARS.negated()}) {
        now.updateAndGet(then -> then.plus(jump));
        fixture.put("/file", bytes(++written));
        assertThat(fixture.get("/file")).isEqualTo(bytes(written));
        fixture.removeDrive(1 + written);
        fixture.awaitSlot(1 + written, SlotState.MISSING);
        now.updateAndGet(then -> then.minus(YEARS));
        fixture.awaitSafe();
        Files.createDirectory(fixture.drivePath(1 + written));
        fixture.awaitSlot(1 + written, SlotState.HEALTHY);
        fixture.restart();
        assertThat(fixture.get("/file")).isEqualTo(bytes(written));
      }
      fixture.delete("/file");
      fixture.put("/file", bytes(7));
      assertThat(fixture.get("/file")).isEqualTo(bytes(7));
    }
  }

  private static byte[] bytes(int seed) {
    return EngineFixture.bytes(seed, SIZE);
  }
}
