package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestriperFaultPointTest {
  private final FakeVolume volume = new FakeVolume();

  private void addWorkToAllPhases() {
    for (Phase phase : Phase.values()) {
      if (phase != Phase.PLANNING) {
        volume.add(phase, 10);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void showsThePhaseThatIsHeldAtItsBeginning(Phase phase) throws IOException {
    addWorkToAllPhases();
    volume.change("a change");
    Gate gate =
        new Gate((point, subject) -> point == FaultPoints.Point.PHASE_BEGUN && subject == phase);
    try (Rig rig = Rig.of(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      rig.ticker.advance(Duration.ofMillis(1500));
      RestriperStatus status = rig.status();
      assertThat(status.state()).isEqualTo(RunState.RUNNING);
      assertThat(status.phase()).contains(phase);
      assertThat(status.percentComplete()).isZero();
      assertThat(status.elapsedSeconds()).isEqualTo(1.5, within(1e-3));
      assertThat(status.estimatedSecondsLeft()).isPositive();
      gate.open();
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
    }
  }

  @Test
  void isSettledWhenAllThatCalledForARunWasSeenTo() throws IOException {
    Gate gate = Gate.at(FaultPoints.Point.PHASE_BEGUN);
    try (Rig rig = Rig.of(volume, gate);
        gate) {
      assertThat(rig.restriper.isSettled()).isTrue();
      volume.change("called for before the restriper has begun");
      assertThat(rig.restriper.isSettled()).isFalse();
      rig.start();
      gate.awaitHeld(1);
      assertThat(rig.restriper.isSettled()).isFalse();
      gate.open();
      rig.awaitFinished(1);
      assertThat(rig.restriper.isSettled()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "PLANNING", mode = EnumSource.Mode.EXCLUDE)
  void showsThePhaseWhoseTaskIsHeld(Phase phase) throws IOException {
    addWorkToAllPhases();
    volume.change("a change");
    Gate gate =
        new Gate(
            (point, subject) ->
                point == FaultPoints.Point.TASK_BEGUN && ((Task) subject).phase() == phase);
    try (Rig rig = Rig.of(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      assertThat(rig.status().phase()).contains(phase);
      assertThat(rig.restriper.snapshot().progress().inFlight()).isEqualTo(new Work(10, 1));
      gate.open();
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
    }
  }

  @Test
  void answersWhileEveryWorkerIsHeld() throws IOException {
    for (int i = 0; i < 10; i++) {
      volume.add(Phase.REPROTECT, 10);
    }
    volume.change("a change");
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    try (Rig rig = Rig.of(volume, gate).start();
        gate) {
      gate.awaitHeld(4);
      for (int i = 0; i < 10_000; i++) {
        assertThat(rig.status().phase()).contains(Phase.REPROTECT);
      }
      assertThat(rig.restriper.snapshot().progress())
          .isEqualTo(
              new PhaseProgress(
                  new Work(100, 10),
                  Work.NONE,
                  new Work(40, 4),
                  new Work(60, 6),
                  Work.NONE,
                  Work.NONE));
      gate.open();
      rig.awaitFinished(1);
    }
  }

  @Test
  void handsOutNothingMoreAfterAChangeWhileTasksAreHeld() throws IOException {
    for (int i = 0; i < 10; i++) {
      volume.add(Phase.REPROTECT, 10);
    }
    volume.change("a change");
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    Gate second =
        new Gate(
            (point, subject) ->
                point == FaultPoints.Point.PHASE_BEGUN
                    && subject == Phase.PLANNING
                    && !volume.performed.isEmpty());
    FaultPoints both =
        (point, subject) -> {
          gate.passing(point, subject);
          second.passing(point, subject);
        };
    try (Rig rig = Rig.of(volume, both).start();
        gate;
        second) {
      gate.awaitHeld(4);
      volume.change("another drive is missing");
      gate.open();
      second.awaitHeld(1);
      assertThat(volume.performed).hasSize(4);
      assertThat(rig.status().phase()).contains(Phase.PLANNING);
      second.open();
      rig.awaitFinished(1);
      assertThat(volume.performed).hasSize(10).doesNotHaveDuplicates();
    }
  }

  @Test
  void aFaultPointThatThrowsIsAFailureThatMayPass() throws IOException {
    volume.add(Phase.REPROTECT, 10);
    volume.change("a change");
    FaultPoints throwing =
        (point, subject) -> {
          if (subject == Phase.REPROTECT && volume.plannedGenerations.size() == 1) {
            throw new IllegalStateException("made to happen by the test");
          }
        };
    try (Rig rig = Rig.of(volume, throwing).start()) {
      Rig.awaitUntil(() -> volume.plannedGenerations.size() == 1);
      rig.advanceUntil(Duration.ofMillis(500), () -> rig.status().state() == RunState.FINISHED);
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
      assertThat(volume.performed).hasSize(1);
    }
  }
}
