package io.restriper.engine.sim.watch;

import io.restriper.engine.Engine;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.work.Phase;
import java.util.Optional;

/** Looks at the status at every turn and keeps what it finds wrong first. */
public final class StatusWatch {
  private Optional<String> wrong = Optional.empty();
  private Optional<Phase> phase = Optional.empty();
  private double percent;
  private RunState state = RunState.NOT_STARTED;

  /** What was wrong first. */
  public Optional<String> wrong() {
    return wrong;
  }

  /** A phase begins: its percentage begins at 0. */
  public void phaseBegun() {
    percent = 0;
    phase = Optional.empty();
  }

  /** Another process tells the status from here on. */
  public void restarted() {
    phaseBegun();
  }

  /** Looks at the status; at nothing if there is no engine. */
  public void look(Engine engine) {
    if (engine == null || wrong.isPresent()) {
      return;
    }
    try {
      RestriperStatus now = engine.status();
      if (now.phase().equals(phase) && now.percentComplete() < percent) {
        wrong = Optional.of("the percentage went back from " + percent + " in " + now);
      }
      if (state != RunState.NOT_STARTED && now.state() == RunState.NOT_STARTED) {
        wrong = Optional.of("from " + state + " back to NOT_STARTED");
      }
      if (now.blockedReason().contains("an internal error")) {
        wrong = Optional.of("an internal error: " + now.blockedReason());
      }
      phase = now.phase();
      percent = now.percentComplete();
      state = now.state();
    } catch (RuntimeException e) {
      wrong = Optional.of("the status cannot be told: " + e);
    }
  }
}
