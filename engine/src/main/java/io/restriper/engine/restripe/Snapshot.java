package io.restriper.engine.restripe;

import io.restriper.engine.work.Phase;
import java.util.Optional;

/**
 * All that the status is made of, but for the time and what is at risk. Immutable.
 *
 * @param state of the restriper
 * @param phase present if and only if the state is RUNNING
 * @param blockedReason empty unless the state is FINISHED
 * @param progress of the phase
 * @param estimator of the phase; null unless the state is RUNNING
 */
record Snapshot(
    RunState state,
    Optional<Phase> phase,
    String blockedReason,
    PhaseProgress progress,
    ProgressEstimator estimator) {

  static final Snapshot NOT_STARTED =
      new Snapshot(RunState.NOT_STARTED, Optional.empty(), "", PhaseProgress.NONE, null);

  static Snapshot running(Phase phase, PhaseProgress progress, long nanos) {
    return new Snapshot(
        RunState.RUNNING, Optional.of(phase), "", progress, ProgressEstimator.of(phase, nanos));
  }

  static Snapshot finished(String blockedReason) {
    return new Snapshot(
        RunState.FINISHED, Optional.empty(), blockedReason, PhaseProgress.NONE, null);
  }

  Snapshot with(PhaseProgress changed, long nanos) {
    return new Snapshot(
        state, phase, blockedReason, changed, estimator.with(nanos, changed.done()));
  }

  RestriperStatus status(long nanos, boolean dataAtRisk, int coordinatorNode) {
    if (phase.isEmpty()) {
      return new RestriperStatus(state, phase, blockedReason, dataAtRisk, 0, 0, 0, coordinatorNode);
    }
    return new RestriperStatus(
        state,
        phase,
        blockedReason,
        dataAtRisk,
        estimator.elapsedSeconds(nanos),
        progress.percentComplete(),
        estimator.secondsLeft(nanos, progress),
        coordinatorNode);
  }
}
