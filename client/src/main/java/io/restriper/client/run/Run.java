package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.RunState;
import io.restriper.model.RunTrigger;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A run of the restriper: what made it begin, how far it is or was, what is at risk, and what could
 * not be done. A number or a time is empty if unknown, a text too.
 *
 * @param id identity of the run; a later run has a higher one
 * @param trigger what made it begin
 * @param cause the same in words
 * @param state whether it is going on
 * @param startedAt when it began
 * @param finishedAt when it ended; empty while it is going on, and also if unknown, which {@code
 *     unknowns} tells
 * @param asOf when all this was so
 * @param coordinatorNode ID of the node that does the run, or did it
 * @param blockedReason why work was left undone, as one text; empty while the run is going on, and
 *     if none was
 * @param phases in the order in which they began, the last 50 of them
 * @param phasesTotal how many phases there were
 * @param atRisk what is at risk, by how much more it can bear, the least first; empty as long as
 *     that is not known
 * @param blocked why work cannot be done, the most severe first; the list is bounded
 * @param blockedTotal how many pieces of work cannot be done
 * @param failed the stripes that are beyond repair; the list is bounded
 * @param failedTotal how many stripes are beyond repair
 * @param unknowns what of the answer was not understood
 */
public record Run(
    String id,
    OpenEnum<RunTrigger> trigger,
    String cause,
    OpenEnum<RunState> state,
    Optional<OffsetDateTime> startedAt,
    Optional<OffsetDateTime> finishedAt,
    Optional<OffsetDateTime> asOf,
    OptionalInt coordinatorNode,
    String blockedReason,
    List<Phase> phases,
    OptionalLong phasesTotal,
    Optional<List<RiskLevel>> atRisk,
    List<BlockedWork> blocked,
    OptionalLong blockedTotal,
    List<FailedStripe> failed,
    OptionalLong failedTotal,
    Unknowns unknowns) {

  /**
   * Copies the lists.
   *
   * @param id identity of the run; a later run has a higher one
   * @param trigger what made it begin
   * @param cause the same in words
   * @param state whether it is going on
   * @param startedAt when it began
   * @param finishedAt when it ended; empty while it is going on, and also if unknown, which {@code
   *     unknowns} tells
   * @param asOf when all this was so
   * @param coordinatorNode ID of the node that does the run, or did it
   * @param blockedReason why work was left undone, as one text; empty while the run is going on,
   *     and if none was
   * @param phases in the order in which they began, the last 50 of them
   * @param phasesTotal how many phases there were
   * @param atRisk what is at risk, by how much more it can bear, the least first; empty as long as
   *     that is not known
   * @param blocked why work cannot be done, the most severe first; the list is bounded
   * @param blockedTotal how many pieces of work cannot be done
   * @param failed the stripes that are beyond repair; the list is bounded
   * @param failedTotal how many stripes are beyond repair
   * @param unknowns what of the answer was not understood
   */
  public Run {
    phases = List.copyOf(phases);
    atRisk = atRisk.map(List::copyOf);
    blocked = List.copyOf(blocked);
    failed = List.copyOf(failed);
  }

  static Run read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Run(
        fields.text("id"),
        fields.openEnum("trigger", RunTrigger.class),
        fields.text("cause"),
        fields.openEnum("state", RunState.class),
        fields.time("started_at"),
        fields.timeOrNull("finished_at"),
        fields.time("as_of"),
        fields.integer("coordinator_node"),
        fields.text("blocked_reason"),
        fields.objects("phases", Phase::read),
        fields.whole("phases_total"),
        fields.objectsOrNull("at_risk", RiskLevel::read),
        fields.objects("blocked", BlockedWork::read),
        fields.whole("blocked_total"),
        fields.objects("failed", FailedStripe::read),
        fields.whole("failed_total"),
        fields.unknowns());
  }

  /**
   * Whether the run is known to be over. It says nothing about safety.
   *
   * @return true only if {@code state} is {@link RunState#FINISHED}
   */
  public boolean isFinished() {
    return state.is(RunState.FINISHED);
  }
}
