package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.DurationFacts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.setup.EngineSettings.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepFactsTest {
  private static final int DRIVES = 7;
  private static final int STRIPES = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path root;

  private static long count(DurationFacts durations) {
    return durations.counts().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void tellsHowLongUsersWaitAndWhatTheyCanWriteTo() throws Exception {
    try (EngineFixture fixture = new EngineFixture(root, "4+2", DRIVES).start()) {
      UpkeepFacts before = fixture.engine().upkeep();
      assertThat(count(before.reads())).isZero();
      assertThat(before.drivesTaking()).isEqualTo(DRIVES);
      assertThat(before.drivesWithRoom()).isEqualTo(DRIVES);
      assertThat(before.drivesNeeded()).isEqualTo(5);

      fixture.put("/a", EngineFixture.bytes(1, STRIPES * 4 * EngineFixture.BLOCK));
      fixture.get("/a");
      fixture.removeDrive(2);
      fixture.awaitSlot(2, SlotState.MISSING);

      UpkeepFacts after = fixture.engine().upkeep();
      assertThat(count(after.writes())).isEqualTo(STRIPES);
      assertThat(count(after.reads())).isEqualTo(STRIPES);
      assertThat(after.reads().seconds()).isPositive();
      assertThat(after.drivesTaking()).isEqualTo(DRIVES - 1);
    }
  }

  @Test
  void tellsHowFarTheScrubOfEachDriveIs() throws Exception {
    Instant begin = Instant.now().minusSeconds(1);
    try (EngineFixture fixture =
        new EngineFixture(root, "4+2", DRIVES)
            .withUpkeep(new Upkeep(0, Duration.ofSeconds(1)))
            .start()) {
      assertThat(fixture.engine().upkeep().scrubPeriod()).contains(Duration.ofSeconds(1));
      fixture.put("/a", EngineFixture.bytes(1, STRIPES * 4 * EngineFixture.BLOCK));

      await()
          .atMost(LIMIT)
          .until(
              () ->
                  fixture.engine().scrubs().values().stream()
                      .anyMatch(scrub -> scrub.finished().isPresent()));

      Map<String, ScrubFacts> scrubs = fixture.engine().scrubs();
      assertThat(scrubs.keySet()).allMatch(slot -> slot.startsWith("1:"));
      assertThat(scrubs.values()).allMatch(scrub -> scrub.started().isAfter(begin));
    }
  }

  @Test
  void aScrubThatIsOffHasNoPeriod() throws Exception {
    try (EngineFixture fixture =
        new EngineFixture(root, "4+2", DRIVES).withUpkeep(new Upkeep(0, Duration.ZERO)).start()) {
      assertThat(fixture.engine().upkeep().scrubPeriod()).isEmpty();
      assertThat(fixture.engine().scrubs()).isEmpty();
    }
  }
}
