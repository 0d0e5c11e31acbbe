package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the restriper is doing, how far it is, and whether data is at risk.
 *
 * @param state where the restriper is in its life
 * @param phase what the current run is doing; {@link RestriperPhase#NONE} when no run is going on
 * @param blockedReason why the last run left work undone, and what would help; empty if it did not,
 *     and also if unknown, which {@code unknowns} tells
 * @param dataAtRisk whether any data is less protected than its encoding says; empty if unknown
 * @param elapsedSeconds seconds since the phase began; empty if unknown
 * @param percentComplete how much of the phase's work is done, 0 to 100; empty if unknown
 * @param coordinatorNode ID of the node that coordinates the restriper; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record ClusterStatus(
    OpenEnum<RestriperState> state,
    OpenEnum<RestriperPhase> phase,
    String blockedReason,
    Optional<Boolean> dataAtRisk,
    OptionalDouble elapsedSeconds,
    OptionalDouble percentComplete,
    OptionalInt coordinatorNode,
    Unknowns unknowns) {

  static ClusterStatus read(JsonNode json) {
    Fields fields = new Fields(json);
    return new ClusterStatus(
        fields.openEnum("state", RestriperState.class),
        fields.openEnum("phase", RestriperPhase.class),
        fields.text("blocked_reason"),
        fields.flag("data_at_risk"),
        fields.number("elapsed_seconds", 0, Double.MAX_VALUE),
        fields.number("percent_complete", 0, 100),
        fields.integer("coordinator_node"),
        fields.unknowns());
  }

  /**
   * Whether the server has said in words that this client fully understands that no data is at
   * risk. The thing to ask in a monitor: anything else, unknown included, is a reason to look.
   *
   * @return true only if {@code data_at_risk} is false and every field was understood
   */
  public boolean isKnownToBeSafe() {
    return dataAtRisk.isPresent() && !dataAtRisk.get() && unknowns.allUnderstood();
  }

  /**
   * Whether the last run is known to be over. It says nothing about safety.
   *
   * @return true only if {@code state} is {@link RestriperState#FINISHED}
   */
  public boolean isFinished() {
    return state.is(RestriperState.FINISHED);
  }

  /**
   * Whether the last run left work undone, for a reason that {@link #blockedReason()} tells.
   *
   * @return true if there is a reason
   */
  public boolean isBlocked() {
    return !blockedReason.isEmpty();
  }
}
