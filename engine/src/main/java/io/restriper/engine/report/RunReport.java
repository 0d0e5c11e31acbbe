package io.restriper.engine.report;

import io.restriper.engine.work.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that there is to tell of a run at an instant.
 *
 * @param id 1 for the first run of a volume, then one more each
 * @param trigger what made it begin
 * @param cause the same in words for a person
 * @param startedAt wall-clock time
 * @param finishedAt present when the run is over
 * @param asOf when all this was so
 * @param coordinatorNode the node that did the run, or does it
 * @param phases in the order in which they began, the last of them if there were very many
 * @param phasesTotal how many phases there were
 * @param atRisk what is at risk, or was when the run ended; empty as long as it is not known
 * @param undone what could not be done
 * @param blockedReason the same as one text for a person; empty if nothing is blocked, or while the
 *     run goes on
 */
public record RunReport(
    long id,
    Trigger trigger,
    String cause,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Instant asOf,
    int coordinatorNode,
    List<PhaseReport> phases,
    long phasesTotal,
    Optional<AtRisk> atRisk,
    Undone undone,
    String blockedReason) {

  /** Copies the list. */
  public RunReport {
    phases = List.copyOf(phases);
  }

  /**
   * The report of the same run when it is over.
   *
   * @param at wall-clock time
   * @param reason why it could not do all its work, as one text; empty if it could
   */
  public RunReport finished(Instant at, String reason) {
    return new RunReport(
        id,
        trigger,
        cause,
        startedAt,
        Optional.of(at),
        at,
        coordinatorNode,
        phases.stream().map(PhaseReport::ended).toList(),
        phasesTotal,
        atRisk,
        undone,
        reason);
  }

  /** Whether the run is over. */
  public boolean finished() {
    return finishedAt.isPresent();
  }
}
