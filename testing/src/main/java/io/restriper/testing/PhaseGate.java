package io.restriper.testing;

import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import java.util.Optional;

/** Holds runs where a phase begins, as long as it is told to. Thread-safe. */
final class PhaseGate implements FaultPoints {
  private Optional<Phase> held = Optional.empty();

  /** Where a run waits; empty while none does. */
  private Optional<Phase> waiting = Optional.empty();

  @Override
  public synchronized void passing(Point point, Object subject) {
    if (point != Point.PHASE_BEGUN) {
      return;
    }
    boolean interrupted = false;
    while (held.isPresent() && held.get() == subject) {
      waiting = held;
      notifyAll();
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    waiting = Optional.empty();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void hold(Phase phase) {
    held = Optional.of(phase);
    notifyAll();
  }

  synchronized void release() {
    held = Optional.empty();
    notifyAll();
  }

  synchronized boolean isHolding() {
    return held.isPresent();
  }

  /** Whether a run waits at the phase that is held. */
  synchronized boolean isReached() {
    return held.isPresent() && waiting.equals(held);
  }
}
