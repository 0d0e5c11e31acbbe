package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that goes no faster than it may. */
class PacedRunTest {
  private static final long CEILING = 1000;

  private final FakeVolume volume = new FakeVolume();
  private final ManualTicker ticker = new ManualTicker();
  private final MemoryRunLog log = new MemoryRunLog();

  private Restriper start() throws IOException {
    return start(FaultPoints.NONE, new Pace(CEILING, ticker));
  }

  private Restriper start(FaultPoints faults, Pace pace) throws IOException {
    Restriper restriper =
        new Restriper(
            volume,
            log,
            Rig.NODE,
            RestriperSettings.DEFAULTS,
            ticker,
            Clock.fixed(Rig.TODAY, java.time.ZoneOffset.UTC),
            faults,
            Threads.REAL,
            new EventLog(Clock.systemUTC(), ticker),
            pace);
    restriper.start();
    return restriper;
  }

  /** Of a volume that has more tasks to do than there are workers, while a user reads. */
  private Pace withUsers(Phase phase, int remainingFailures) throws IOException {
    Pace pace = new Pace(0, ticker);
    for (int i = 0; i < 6; i++) {
      volume.add(phase, CEILING, remainingFailures);
    }
    pace.reading(1, () -> "a user's read");
    volume.change("something");
    return pace;
  }

  private void advance(Duration duration) {
    ticker.advance(duration);
    volume.tell();
  }

  @Test
  void beginsATaskWhenThePaceAllows() throws IOException {
    volume.add(Phase.REPROTECT, CEILING);
    volume.add(Phase.REPROTECT, CEILING);
    volume.add(Phase.REPROTECT, CEILING);
    volume.change("a loss");
    try (Restriper restriper = start()) {
      for (int done = 1; done <= 3; done++) {
        int expected = done;
        Rig.awaitUntil(() -> volume.performed.size() == expected);
        advance(Duration.ofMillis(900));
        assertThat(volume.performed).hasSize(expected);
        advance(Duration.ofMillis(200));
      }
      Rig.awaitUntil(() -> restriper.status().state() == RunState.FINISHED);
    }
    assertThat(volume.performed).containsExactly(1L, 2L, 3L);
  }

  @Test
  void leavesHalfOfTheWorkersOutWhileUsersAreActive() throws IOException {
    Pace pace = withUsers(Phase.REBALANCE, 2);
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    try (Restriper restriper = start(gate, pace);
        gate) {
      gate.awaitHeld(2);
      advance(Duration.ofMillis(600));
      pace.reading(1, () -> "another");
      advance(Duration.ofMillis(600));
      assertThat(gate.held).hasSize(2);

      advance(Duration.ofSeconds(3));
      gate.awaitHeld(4);
      gate.open();
      Rig.awaitUntil(() -> restriper.status().state() == RunState.FINISHED);
    }
    assertThat(volume.performed).hasSize(6);
  }

  @Test
  void usesAllWorkersForWhatTheNextFailureWouldLose() throws IOException {
    Pace pace = withUsers(Phase.REPROTECT, 0);
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    try (Restriper restriper = start(gate, pace);
        gate) {
      gate.awaitHeld(4);
      gate.open();
      Rig.awaitUntil(() -> restriper.status().state() == RunState.FINISHED);
    }
  }

  @Test
  void asksAgainForAnotherAttempt() throws IOException {
    long id = volume.add(Phase.REPROTECT, 10 * CEILING);
    volume.script(
        id,
        task -> {
          if (volume.performed.size() == 1) {
            throw new IOException("the first attempt fails");
          }
          return FakeVolume.DONE.perform(task);
        });
    volume.change("a loss");
    try (Restriper restriper = start()) {
      Rig.awaitUntil(() -> volume.performed.size() == 1);
      advance(Duration.ofSeconds(9));
      assertThat(volume.performed).hasSize(1);
      advance(Duration.ofSeconds(2));
      Rig.awaitUntil(() -> restriper.status().state() == RunState.FINISHED);
    }
    assertThat(volume.performed).containsExactly(id, id);
  }

  @Test
  void aChangeEndsTheWait() throws IOException {
    volume.add(Phase.REBALANCE, 1_000_000 * CEILING);
    long waiting = volume.add(Phase.REBALANCE, CEILING);
    volume.change("drift");
    try (Restriper restriper = start()) {
      Rig.awaitUntil(() -> volume.performed.size() == 1);

      volume.change("a loss");

      Rig.awaitUntil(() -> volume.plannedGenerations.size() == 2);
      assertThat(volume.performed).doesNotContain(waiting);
      assertThat(restriper.status().state()).isEqualTo(RunState.RUNNING);
    }
  }

  @Test
  void closingEndsTheWait() throws IOException {
    volume.add(Phase.REBALANCE, 1_000_000 * CEILING);
    long waiting = volume.add(Phase.REBALANCE, CEILING);
    volume.change("drift");
    try (Restriper restriper = start()) {
      Rig.awaitUntil(() -> volume.performed.size() == 1);
      assertThat(restriper.status().phase()).contains(Phase.REBALANCE);
    }
    assertThat(volume.performed).doesNotContain(waiting);
  }
}
