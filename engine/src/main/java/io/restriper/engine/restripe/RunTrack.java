package io.restriper.engine.restripe;

import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the run that is going on, but for its phase. Immutable.
 *
 * @param past the phases that are over, the last of them if there were very many
 * @param pastTotal how many phases are over
 * @param atRisk empty as long as the run has no plan
 * @param undone what could not be done
 */
record RunTrack(
    long id,
    Trigger trigger,
    String cause,
    Instant startedAt,
    List<PhaseReport> past,
    long pastTotal,
    Optional<AtRisk> atRisk,
    Undone undone) {
  /** Phases that are told of; a run that is interrupted over and over has any number of them. */
  static final int MOST_PHASES = 50;

  /** A run that begins. */
  static RunTrack begun(long id, Trigger trigger, String cause, Instant startedAt) {
    return new RunTrack(
        id, trigger, cause, startedAt, List.of(), 0, Optional.empty(), Undone.NOTHING);
  }

  /** A run that another process has begun: what is at risk has to be looked at anew. */
  static RunTrack of(RunReport recorded) {
    return new RunTrack(
        recorded.id(),
        recorded.trigger(),
        recorded.cause(),
        recorded.startedAt(),
        recorded.phases().stream().map(PhaseReport::ended).toList(),
        recorded.phasesTotal(),
        Optional.empty(),
        recorded.undone());
  }

  RunTrack after(PhaseReport phase) {
    List<PhaseReport> all = new ArrayList<>(past);
    all.add(phase.ended());
    List<PhaseReport> kept = all.subList(Math.max(0, all.size() - (MOST_PHASES - 1)), all.size());
    return new RunTrack(
        id, trigger, cause, startedAt, List.copyOf(kept), pastTotal + 1, atRisk, undone);
  }

  RunTrack with(AtRisk risk) {
    return new RunTrack(id, trigger, cause, startedAt, past, pastTotal, Optional.of(risk), undone);
  }

  RunTrack with(Undone changed) {
    return new RunTrack(id, trigger, cause, startedAt, past, pastTotal, atRisk, changed);
  }

  /** The report of a run before its first phase. */
  RunReport report(Instant now, int coordinatorNode) {
    return report(Optional.empty(), undone, now, coordinatorNode);
  }

  RunReport report(Optional<PhaseReport> phase, Undone shown, Instant now, int coordinatorNode) {
    List<PhaseReport> phases = new ArrayList<>(past);
    phase.ifPresent(phases::add);
    return new RunReport(
        id,
        trigger,
        cause,
        startedAt,
        Optional.empty(),
        now,
        coordinatorNode,
        phases,
        pastTotal + (phase.isPresent() ? 1 : 0),
        atRisk,
        shown,
        "");
  }
}
