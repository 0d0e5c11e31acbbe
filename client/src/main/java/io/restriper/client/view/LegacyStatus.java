package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.LegacyRestriperState;
import io.restriper.model.RestriperPhase;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The older view of the restriper, with an estimate of the time that is left.
 *
 * @param status whether a run is going on, or the last one left work undone
 * @param dataAtRisk whether any data has to be reprotected; empty if unknown
 * @param blockedReason why work was left undone; empty if it was not, and also if unknown
 * @param phase what the current run is doing; {@link RestriperPhase#NONE} when no run is going on
 * @param elapsedSeconds seconds since the phase began; empty if unknown
 * @param estimatedSecondsLeft seconds that the phase still takes; empty if unknown. Without a run a
 *     server sends 0 or 18446744073709551615, so look at {@code status} first
 * @param percentComplete how much of the phase's work is done, 0 to 100; empty if unknown
 * @param coordinatorNode ID of the node that coordinates the restriper; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record LegacyStatus(
    OpenEnum<LegacyRestriperState> status,
    Optional<Boolean> dataAtRisk,
    String blockedReason,
    OpenEnum<RestriperPhase> phase,
    OptionalDouble elapsedSeconds,
    OptionalDouble estimatedSecondsLeft,
    OptionalDouble percentComplete,
    OptionalInt coordinatorNode,
    Unknowns unknowns) {

  static LegacyStatus read(JsonNode json) {
    Fields fields = new Fields(json);
    return new LegacyStatus(
        fields.openEnum("status", LegacyRestriperState.class),
        fields.flag("data_at_risk"),
        fields.text("blocked_reason"),
        fields.openEnum("phase", RestriperPhase.class),
        fields.number("elapsed_seconds", 0, Double.MAX_VALUE),
        fields.number("estimated_seconds_left", 0, Double.MAX_VALUE),
        fields.number("percent_complete", 0, 100),
        fields.integer("coordinator_node"),
        fields.unknowns());
  }

  /**
   * As {@link ClusterStatus#isKnownToBeSafe()}.
   *
   * @return true only if {@code data_at_risk} is false and every field was understood
   */
  public boolean isKnownToBeSafe() {
    return dataAtRisk.isPresent() && !dataAtRisk.get() && unknowns.allUnderstood();
  }
}
