package io.restriper.engine.restripe;

import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.ProgressEstimator;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the status and the report of the run are made of, but for the time and what the volume
 * says is at risk. Immutable.
 *
 * @param state of the restriper
 * @param phase present if and only if the state is RUNNING
 * @param blockedReason empty unless the state is FINISHED
 * @param progress of the phase
 * @param estimator of the phase; null unless the state is RUNNING
 * @param run the run that is going on; null unless the state is RUNNING
 * @param phaseStartedAt wall-clock time; null unless the state is RUNNING
 * @param moved when the run last got further
 * @param last the run that has ended last; empty unless the state is FINISHED
 */
record Snapshot(
    RunState state,
    Optional<Phase> phase,
    String blockedReason,
    PhaseProgress progress,
    ProgressEstimator estimator,
    RunTrack run,
    Instant phaseStartedAt,
    Moment moved,
    Optional<RunReport> last) {

  /** An instant by the ticker and by the clock. */
  record Moment(long nanos, Instant time) {}

  static final Snapshot NOT_STARTED =
      new Snapshot(
          RunState.NOT_STARTED,
          Optional.empty(),
          "",
          PhaseProgress.NONE,
          null,
          null,
          null,
          null,
          Optional.empty());

  static Snapshot running(RunTrack run, Phase phase, PhaseProgress progress, Moment now) {
    return new Snapshot(
        RunState.RUNNING,
        Optional.of(phase),
        "",
        progress,
        ProgressEstimator.of(phase, now.nanos()),
        run,
        now.time(),
        now,
        Optional.empty());
  }

  static Snapshot finished(RunReport last) {
    return new Snapshot(
        RunState.FINISHED,
        Optional.empty(),
        last.blockedReason(),
        PhaseProgress.NONE,
        null,
        null,
        null,
        null,
        Optional.of(last));
  }

  /** The same run in another phase. */
  Snapshot next(Phase following, PhaseProgress begun, Moment now) {
    PhaseReport past = phaseReport(now.nanos(), false);
    return running(run.after(past), following, begun, now);
  }

  Snapshot with(PhaseProgress changed, Moment now) {
    boolean further = !changed.left().equals(progress.left());
    return new Snapshot(
        state,
        phase,
        blockedReason,
        changed,
        estimator.with(now.nanos(), changed.done()),
        run,
        phaseStartedAt,
        further ? now : moved,
        last);
  }

  Snapshot with(RunTrack changed) {
    return new Snapshot(
        state, phase, blockedReason, progress, estimator, changed, phaseStartedAt, moved, last);
  }

  /** How far the phase is; only if the state is RUNNING. */
  PhaseReport phaseReport(long nanos, boolean stalled) {
    Optional<Estimate> estimate = stalled ? Optional.empty() : estimator.estimate(nanos, progress);
    return new PhaseReport(
        phase.orElseThrow(),
        phaseStartedAt,
        estimator.elapsedSeconds(nanos),
        progress,
        estimator.bytesPerSecond(nanos, progress.done()),
        estimator.averageBytesPerSecond(nanos, progress.done()),
        estimate,
        estimate.isPresent() ? EstimateGap.NONE : gap(stalled));
  }

  private EstimateGap gap(boolean stalled) {
    if (stalled) {
      return EstimateGap.STALLED;
    }
    return phase.orElseThrow() == Phase.PLANNING ? EstimateGap.PLANNING : EstimateGap.NOTHING_DONE;
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
