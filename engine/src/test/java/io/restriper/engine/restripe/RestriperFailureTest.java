package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RestriperFailureTest {
  private static final Duration STEP = Duration.ofMillis(500);

  private final FakeVolume volume = new FakeVolume();

  @Test
  void triesATaskAgainAfterAPauseAndDoesOthersMeanwhile() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    long flaky = volume.add(Phase.REPROTECT, 10);
    long other = volume.add(Phase.REPROTECT, 10);
    volume.script(
        flaky,
        task -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IOException("the drive answers with errors");
          }
          return new TaskOutcome.Done();
        });
    volume.change("a change");
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      Rig.awaitUntil(() -> rig.restriper.snapshot().progress().done().stripes() == 1);
      assertThat(volume.performed).containsExactly(flaky, other);
      PhaseProgress waiting = rig.restriper.snapshot().progress();
      assertThat(waiting.queued()).isEqualTo(new Work(10, 1));
      assertThat(waiting.inFlight()).isEqualTo(Work.NONE);
      assertThat(rig.status().percentComplete()).isEqualTo(50);
      rig.advance(Duration.ofSeconds(1));
      Rig.awaitUntil(() -> attempts.get() == 2);
      rig.advanceUntil(STEP, () -> attempts.get() == 3);
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
    }
  }

  @Test
  void givesATaskUpAfterAllAttemptsAndTriesAnotherRunLater() throws IOException {
    AtomicBoolean broken = new AtomicBoolean(true);
    long stripe = volume.add(Phase.REPROTECT, 10);
    volume.script(
        stripe,
        task -> {
          if (broken.get()) {
            throw new IOException("the drive answers with errors.");
          }
          return new TaskOutcome.Done();
        });
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.advanceUntil(STEP, () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason())
          .startsWith(
              "TASK_FAILED: stripe 1 was tried without success, attempts: 4, the last one ended"
                  + " with: the drive answers with errors. It is tried again by itself")
          .endsWith("Concerns 1 stripe, 10 bytes of work.");
      assertThat(volume.performed).hasSize(4);
      broken.set(false);
      rig.advanceUntil(
          Duration.ofSeconds(30),
          () -> rig.log.saved.stream().filter(RunReport::finished).count() == 2);
      assertThat(rig.awaitFinished(2).blockedReason()).isEmpty();
    }
  }

  @Test
  void aBugInATaskIsAFailedAttemptAndTheRunGoesOn() throws IOException {
    long stripe = volume.add(Phase.REPROTECT, 10);
    long other = volume.add(Phase.REPROTECT, 20);
    volume.script(
        stripe,
        task -> {
          throw new StackOverflowError("io.restriper.Insides");
        });
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.advanceUntil(STEP, () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason())
          .contains("an internal error, described in the server's log")
          .doesNotContain("Insides");
      assertThat(volume.performed).contains(other);
    }
  }

  @Test
  void showsPlanningWhileItTriesToPlanAgain() throws IOException {
    AtomicInteger failures = new AtomicInteger();
    volume.add(Phase.REPROTECT, 10);
    volume.planning =
        () -> {
          if (failures.incrementAndGet() < 3) {
            throw new IOException("the catalog is locked");
          }
        };
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      Rig.awaitUntil(() -> failures.get() == 1);
      assertThat(rig.status().phase()).contains(Phase.PLANNING);
      assertThat(rig.status().percentComplete()).isZero();
      rig.advanceUntil(STEP, () -> failures.get() == 3);
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
      assertThat(volume.performed).hasSize(1);
    }
  }

  @Test
  void finishesBlockedWhenItCannotPlanAndTriesAgainAfterAPause() throws IOException {
    AtomicBoolean broken = new AtomicBoolean(true);
    volume.add(Phase.REPROTECT, 10);
    volume.planning =
        () -> {
          if (broken.get()) {
            throw new IOException("the catalog cannot be read");
          }
        };
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.advanceUntil(STEP, () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason())
          .startsWith(
              "TASK_FAILED: The work could not be planned, attempts: 4, the last one ended with:"
                  + " the catalog cannot be read. It is tried again by itself");
      broken.set(false);
      rig.advanceUntil(
          Duration.ofSeconds(30),
          () -> rig.log.saved.stream().filter(RunReport::finished).count() == 2);
      assertThat(rig.awaitFinished(2).blockedReason()).isEmpty();
      assertThat(volume.performed).hasSize(1);
    }
  }

  @Test
  void plansAgainWhenTheNextTasksCannotBeRead() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      volume.add(Phase.REPROTECT, 10);
    }
    volume.paging =
        () -> {
          if (reads.incrementAndGet() == 2) {
            throw new IOException("the catalog is locked");
          }
        };
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.advanceUntil(STEP, () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
      assertThat(volume.performed).hasSize(200).doesNotHaveDuplicates();
    }
  }

  @Test
  void isNotFinishedInPeaceWhenAPlanLeavesOutPartOfItsTotal() throws IOException {
    volume.add(Phase.REPROTECT, 10);
    volume.hidden = new Work(5, 1);
    volume.otherwise = task -> new TaskOutcome.NotNow(blocked());
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.advanceUntil(STEP, () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason())
          .contains("NOT_ENOUGH_DRIVES: ")
          .contains("left out 5 bytes, 1 stripes of the planned 15 bytes, 2 stripes");
    }
  }

  private static Blocked blocked() {
    return new Blocked(BlockedCode.NOT_ENOUGH_DRIVES, Subject.cluster(), "Too few.", "Add one.");
  }

  @Test
  void worksThoughRunsCannotBeRecorded() throws IOException {
    volume.add(Phase.REPROTECT, 10);
    try (Rig rig = Rig.of(volume)) {
      rig.log.failing = true;
      rig.start();
      volume.change("a change");
      Rig.awaitUntil(() -> rig.status().state() == RunState.FINISHED);
      assertThat(volume.performed).hasSize(1);
      rig.log.failing = false;
      volume.change("another change");
      rig.awaitFinished(2);
    }
  }

  @Test
  void refusesToGuessWhenTheLogCannotBeRead() {
    RunLog broken =
        new RunLog() {
          @Override
          public Optional<RunReport> find(long id) {
            throw new AssertionError("nobody asks for a run");
          }

          @Override
          public List<RunReport> before(long id, int limit) throws IOException {
            throw new IOException("the log cannot be read");
          }

          @Override
          public void save(RunReport run) {
            throw new AssertionError("nothing is to be saved");
          }
        };
    assertThatThrownBy(
            () ->
                new Restriper(
                    volume,
                    broken,
                    1,
                    RestriperSettings.DEFAULTS,
                    new ManualTicker(),
                    Clock.systemUTC(),
                    FaultPoints.NONE,
                    new EventLog(Clock.systemUTC(), new ManualTicker())))
        .isInstanceOf(IOException.class)
        .hasMessage("the log cannot be read");
  }
}
