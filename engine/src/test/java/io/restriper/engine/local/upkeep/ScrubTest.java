package io.restriper.engine.local.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.CorruptBlockException;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scrub alone, step by step, on drives that an engine has filled. */
class ScrubTest {
  @TempDir private Path root;
  private ScrubRig rig;

  @BeforeEach
  void fill() throws EngineStartException, IOException {
    rig = new ScrubRig(root);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void readsEveryBlockOnceInAPeriodAndEvenlySpread() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    assertThat(rig.opened).isEmpty();

    rig.steps(scrub, ScrubRig.PERIOD.dividedBy(4), Duration.ofHours(6));
    assertThat(rig.opened)
        .hasSizeBetween(ScrubRig.ALL / 4 - ScrubRig.DRIVES, ScrubRig.ALL / 4 + ScrubRig.DRIVES);
    rig.steps(scrub, ScrubRig.PERIOD.dividedBy(2), Duration.ofHours(6));
    assertThat(rig.opened)
        .hasSizeBetween(
            3 * ScrubRig.ALL / 4 - ScrubRig.DRIVES, 3 * ScrubRig.ALL / 4 + ScrubRig.DRIVES);
    rig.steps(scrub, ScrubRig.PERIOD.dividedBy(4), Duration.ofHours(6));

    assertThat(rig.opened.stream().distinct()).hasSize(ScrubRig.ALL);
    assertThat(rig.opened).hasSizeBetween(ScrubRig.ALL, ScrubRig.ALL + ScrubRig.DRIVES);
    assertThat(rig.reported).isEmpty();
  }

  @Test
  void recordsTheEndOfAPassAndBeginsAnother() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.steps(scrub, ScrubRig.PERIOD.plusDays(2), Duration.ofHours(6));

    for (int drive : rig.pool.usable().keySet()) {
      Instant finished = Instant.ofEpochMilli(rig.mark(drive).finished());
      assertThat(finished)
          .isBetween(
              rig.clock.begin.plus(ScrubRig.PERIOD.minusDays(1)),
              rig.clock.begin.plus(ScrubRig.PERIOD.plusDays(1)));
      assertThat(rig.mark(drive).started()).isEqualTo(rig.mark(drive).finished());
    }
    rig.opened.clear();
    rig.steps(scrub, ScrubRig.PERIOD, Duration.ofHours(6));
    assertThat(rig.opened)
        .hasSizeBetween(ScrubRig.ALL - ScrubRig.DRIVES, ScrubRig.ALL + ScrubRig.DRIVES);
  }

  @Test
  void readsAWholePassInOneStepIfAllOfItIsDue() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.step();

    assertThat(rig.opened).doesNotHaveDuplicates().hasSize(ScrubRig.ALL);
    assertThat(rig.passed).containsExactlyInAnyOrderElementsOf(rig.pool.slots());
  }

  @Test
  void reportsABlockInWhichOneBitIsWrongAndReadsOn() throws IOException {
    BlockId block = rig.anyBlock(2);
    ScrubRig.flip(rig.file(block));
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.step();

    assertThat(rig.opened).hasSize(ScrubRig.ALL);
    assertThat(rig.reported).hasSize(1);
    assertThat(rig.reported.get(0).block()).isEqualTo(block);
    assertThat(rig.reported.get(0).drive()).isEqualTo(2);
    assertThat(rig.reported.get(0).error()).isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void goesOnWhereTheLastProcessWas() throws IOException {
    Scrub first = rig.scrub();
    first.step();
    rig.steps(first, ScrubRig.PERIOD.dividedBy(2), Duration.ofHours(6));
    first.saveAll();
    int before = rig.opened.size();

    Scrub second = rig.scrub();
    second.step();
    rig.steps(second, ScrubRig.PERIOD.dividedBy(2), Duration.ofHours(6));

    assertThat(before)
        .isBetween(ScrubRig.ALL / 2 - ScrubRig.DRIVES, ScrubRig.ALL / 2 + ScrubRig.DRIVES);
    assertThat(rig.opened.stream().distinct()).hasSize(ScrubRig.ALL);
    assertThat(rig.opened).hasSizeBetween(ScrubRig.ALL, ScrubRig.ALL + ScrubRig.DRIVES);
  }

  @Test
  void savesItsPositionNowAndThen() throws IOException {
    Scrub first = rig.scrub(Duration.ofHours(10));
    first.step();
    rig.steps(first, Duration.ofHours(5), Duration.ofMinutes(3));
    int before = rig.opened.size();

    Scrub second = rig.scrub(Duration.ofHours(10));
    second.step();
    rig.advance(Duration.ofHours(5));
    second.step();

    // What was read in the last minutes is read again, and nothing else.
    assertThat(before)
        .isBetween(ScrubRig.ALL / 2 - ScrubRig.DRIVES, ScrubRig.ALL / 2 + ScrubRig.DRIVES);
    assertThat(rig.opened).hasSizeBetween(ScrubRig.ALL, ScrubRig.ALL + 2 * ScrubRig.DRIVES);
    assertThat(rig.opened.stream().distinct()).hasSize(ScrubRig.ALL);
  }

  @Test
  void passesOverADriveThatIsAwayAndCatchesUpWhenItIsBack() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    Slot away = rig.pool.usable(2).orElseThrow();
    String path = away.number() + "/";
    rig.pool.withhold(away, SlotState.MISSING, "pulled out", Optional.empty());
    rig.steps(scrub, ScrubRig.PERIOD.dividedBy(2), Duration.ofHours(6));
    assertThat(rig.opened).isNotEmpty().noneMatch(name -> name.startsWith(path));

    rig.comeBack(away);
    rig.steps(scrub, ScrubRig.PERIOD.dividedBy(2), Duration.ofHours(6));

    assertThat(rig.opened.stream().filter(name -> name.startsWith(path)).distinct())
        .hasSizeBetween(ScrubRig.STRIPES - 1, ScrubRig.STRIPES);
    assertThat(rig.reported).isEmpty();
  }

  @Test
  void leavesADriveThatDoesNotReadAloneForTheStep() throws IOException {
    rig.faulty(rig.pool.usable(1).orElseThrow().number()).failAll(Operation.READ, Failure.EIO);
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.step();

    assertThat(rig.reported).hasSize(1);
    assertThat(rig.reported.get(0).drive()).isEqualTo(1);
    assertThat(rig.opened).hasSize(2 * ScrubRig.STRIPES + 1);
  }

  @Test
  void waitsWhileUsersSufferUnlessItIsLate() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD.dividedBy(2));
    rig.suffer();
    scrub.step();
    assertThat(rig.opened).isEmpty();

    rig.advance(ScrubRig.PERIOD);
    rig.suffer();
    scrub.step();
    assertThat(rig.opened).hasSize(ScrubRig.ALL);
  }

  @Test
  void staysBelowTheCeilingAndTakesTurnsBetweenDrives() throws IOException {
    rig.pace = new Pace(EngineFixture.BLOCK, rig.ticker::get);
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    for (int second = 0; second < 30; second++) {
      scrub.step();
      rig.ticker.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    assertThat(rig.opened).hasSize(30);
    for (int drive = 1; drive <= ScrubRig.DRIVES; drive++) {
      String path = drive + "/";
      assertThat(rig.opened.stream().filter(name -> name.startsWith(path))).hasSize(10);
    }
  }

  @Test
  void readsNothingWithAPeriodOfZero() throws IOException {
    Scrub scrub = rig.scrub(Duration.ZERO);
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.step();

    assertThat(rig.opened).isEmpty();
    assertThat(rig.catalog.setting(Scrub.key(1))).isEmpty();
  }

  @Test
  void goesByThePeriodThatIsSetNow() throws IOException {
    AtomicReference<Duration> period = new AtomicReference<>(Duration.ZERO);
    Scrub scrub = rig.scrub(period::get);
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    period.set(ScrubRig.PERIOD);
    scrub.step();
    assertThat(rig.opened).as("nothing was due before there was a period").isEmpty();

    period.set(Duration.ofHours(1));
    rig.steps(scrub, Duration.ofHours(1), Duration.ofMinutes(5));
    assertThat(rig.opened).hasSizeGreaterThanOrEqualTo(ScrubRig.ALL);

    period.set(Duration.ZERO);
    rig.opened.clear();
    rig.steps(scrub, Duration.ofHours(1), Duration.ofMinutes(5));
    assertThat(rig.opened).isEmpty();
  }

  @Test
  void endsAStepWhenItIsClosed() throws IOException {
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.close();
    scrub.step();

    assertThat(rig.opened).isEmpty();
  }

  @Test
  void beginsAnewIfItsPositionMakesNoSense() throws IOException {
    rig.catalog.putSetting(Scrub.key(1), "1 2 3");
    rig.catalog.putSetting(Scrub.key(2), "one 2 3 4 5 6 7");
    Scrub scrub = rig.scrub();
    scrub.step();
    rig.advance(ScrubRig.PERIOD);
    scrub.step();

    assertThat(rig.opened).hasSize(ScrubRig.ALL);
  }
}
