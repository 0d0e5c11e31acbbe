package io.restriper.engine.restripe;

import io.restriper.engine.work.Phase;
import java.util.Optional;

/**
 * What the restriper is doing, at one instant. Invalid combinations cannot be made.
 *
 * @param state of the restriper
 * @param phase present if and only if the state is RUNNING
 * @param blockedReason why the last run could not do all its work, and the remedy; empty unless the
 *     state is FINISHED
 * @param dataAtRisk whether any data is not fully protected, or that cannot be known
 * @param elapsedSeconds since the phase began; 0 unless RUNNING
 * @param percentComplete of the phase, 0 to 100; 100 only when its work is done; 0 unless RUNNING
 * @param estimatedSecondsLeft for the phase; 0 unless RUNNING
 * @param coordinatorNode the node that does the runs
 */
public record RestriperStatus(
    RunState state,
    Optional<Phase> phase,
    String blockedReason,
    boolean dataAtRisk,
    double elapsedSeconds,
    double percentComplete,
    double estimatedSecondsLeft,
    int coordinatorNode) {

  public RestriperStatus {
    boolean running = state == RunState.RUNNING;
    if (running != phase.isPresent()) {
      throw new IllegalArgumentException("state " + state + " with phase " + phase);
    }
    if (!running && (elapsedSeconds != 0 || percentComplete != 0 || estimatedSecondsLeft != 0)) {
      throw new IllegalArgumentException("progress without a run");
    }
    if (state != RunState.FINISHED && !blockedReason.isEmpty()) {
      throw new IllegalArgumentException("blocked while " + state);
    }
    if (!(percentComplete >= 0 && percentComplete <= 100)
        || !(elapsedSeconds >= 0)
        || !(estimatedSecondsLeft >= 0)) {
      throw new IllegalArgumentException(
          "out of range: " + percentComplete + " %, " + elapsedSeconds + " s");
    }
  }
}
