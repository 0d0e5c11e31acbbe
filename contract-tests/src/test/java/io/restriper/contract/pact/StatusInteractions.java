package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.LegacyStatus;
import io.restriper.model.LegacyRestriperState;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every state that a restriper can be in, as both status resources tell it: each value of their
 * enums, and each rule about their fields.
 */
final class StatusInteractions {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String LEGACY = "/v1/cluster/restriper/status";

  /** The verifier takes a header apart at commas, and holds each piece of a date against this. */
  private static final String HTTP_DATE =
      "[A-Z][a-z]{2}|([A-Z][a-z]{2}, )?[0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT";

  private static final String REASON =
      "NOT_ENOUGH_DRIVES: The encoding 4+2 needs 6 healthy drives and there are 5.";
  private static final String WAITING =
      "DRIVES_MISSING: The change of encoding to 5+3 waits while drives are missing.";

  private StatusInteractions() {}

  static List<Interaction> all() {
    List<Interaction> all = new ArrayList<>();
    all.add(idle("not started", States.NEW_VOLUME, RestriperState.NOT_STARTED, false));
    all.add(
        idle(
            "data is at risk before the first run",
            States.LOSS_BEFORE_RUN,
            RestriperState.NOT_STARTED,
            true));
    all.add(idle("finished", States.FINISHED, RestriperState.FINISHED, false));
    all.add(
        idle(
            "data is at risk again after a run",
            States.LOSS_AFTER_RUN,
            RestriperState.FINISHED,
            true));
    all.add(blocked("with five drives left", States.BLOCKED, REASON, true));
    all.add(blocked("a change of encoding waits", States.CHANGE_WAITS, WAITING, false));
    all.add(running(States.PLANNING, RestriperPhase.PLANNING, true));
    all.add(running(States.REPROTECT, RestriperPhase.REPROTECT, true));
    all.add(running(States.PARTITIONED_REBALANCE, RestriperPhase.PARTITIONED_REBALANCE, false));
    all.add(running(States.TRANSCODE, RestriperPhase.TRANSCODE, false));
    all.add(running(States.REBALANCE, RestriperPhase.REBALANCE, false));

    all.add(legacyIdle("not started", States.NEW_VOLUME, false));
    all.add(legacyIdle("data is at risk before the first run", States.LOSS_BEFORE_RUN, true));
    all.add(legacyIdle("finished", States.FINISHED, false));
    all.add(legacyIdle("data is at risk again after a run", States.LOSS_AFTER_RUN, true));
    all.add(legacyBlocked("with five drives left", States.BLOCKED, REASON, true));
    all.add(legacyBlocked("a change of encoding waits", States.CHANGE_WAITS, WAITING, false));
    all.add(legacyRunning(States.PLANNING, RestriperPhase.PLANNING, true));
    all.add(legacyRunning(States.REPROTECT, RestriperPhase.REPROTECT, true));
    all.add(
        legacyRunning(States.PARTITIONED_REBALANCE, RestriperPhase.PARTITIONED_REBALANCE, false));
    all.add(legacyRunning(States.TRANSCODE, RestriperPhase.TRANSCODE, false));
    all.add(legacyRunning(States.REBALANCE, RestriperPhase.REBALANCE, false));
    return all;
  }

  private static Interaction idle(
      String what, String state, RestriperState expected, boolean atRisk) {
    PactDslJsonBody body =
        zeros(new PactDslJsonBody().stringValue("state", expected.toString()))
            .stringValue("phase", "")
            .stringValue("blocked_reason", "")
            .booleanValue("data_at_risk", atRisk);
    return status(
        "the status: " + what,
        state,
        body,
        status -> {
          assertThat(status.state().is(expected)).isTrue();
          assertThat(status.phase().is(RestriperPhase.NONE)).isTrue();
          assertThat(status.blockedReason()).isEmpty();
          assertThat(status.dataAtRisk()).contains(atRisk);
          assertThat(status.isKnownToBeSafe()).isEqualTo(!atRisk);
          assertThat(status.elapsedSeconds()).hasValue(0);
          assertThat(status.percentComplete()).hasValue(0);
        });
  }

  /** The code that a reason begins with, then its sentence. */
  private static PactDslJsonBody reason(PactDslJsonBody body, String reason) {
    String code = reason.substring(0, reason.indexOf(':'));
    return body.stringMatcher("blocked_reason", code + ": .+", reason);
  }

  private static Interaction blocked(String what, String state, String reason, boolean atRisk) {
    PactDslJsonBody body =
        reason(
            zeros(new PactDslJsonBody().stringValue("state", "FINISHED"))
                .stringValue("phase", "")
                .booleanValue("data_at_risk", atRisk),
            reason);
    return status(
        "the status: finished and blocked, " + what,
        state,
        body,
        status -> {
          assertThat(status.isFinished()).isTrue();
          assertThat(status.isBlocked()).isTrue();
          assertThat(status.blockedReason()).isEqualTo(reason);
          assertThat(status.isKnownToBeSafe()).isEqualTo(!atRisk);
        });
  }

  private static Interaction running(String state, RestriperPhase phase, boolean atRisk) {
    PactDslJsonBody body =
        new PactDslJsonBody()
            .stringValue("state", "RUNNING")
            .stringValue("phase", phase.toString())
            .stringValue("blocked_reason", "")
            .booleanValue("data_at_risk", atRisk)
            .numberType("elapsed_seconds", 12.5)
            .numberType("percent_complete", 37.5)
            .integerType("coordinator_node", 1);
    return status(
        "the status: running, " + phase.toString(),
        state,
        body,
        status -> {
          assertThat(status.state().is(RestriperState.RUNNING)).isTrue();
          assertThat(status.phase().is(phase)).isTrue();
          assertThat(status.dataAtRisk()).contains(atRisk);
          assertThat(status.percentComplete()).hasValue(37.5);
          assertThat(status.isFinished()).isFalse();
        });
  }

  private static PactDslJsonBody zeros(PactDslJsonBody body) {
    return body.numberValue("elapsed_seconds", 0.0)
        .numberValue("percent_complete", 0.0)
        .integerType("coordinator_node", 1);
  }

  private static Interaction status(
      String description, String state, PactDslJsonBody body, Consumer<ClusterStatus> check) {
    return new Interaction(
        "getRestriperStatus",
        description,
        state,
        Interaction.get(STATUS),
        response -> response.status(200).body(body),
        client -> check.accept(client.status()));
  }

  private static Interaction legacyIdle(String what, String state, boolean atRisk) {
    PactDslJsonBody body =
        legacyZeros(new PactDslJsonBody().stringValue("status", "NOT_RUNNING"))
            .stringValue("blocked_reason", "")
            .booleanValue("data_at_risk", atRisk);
    return legacy(
        "the old status: " + what,
        state,
        body,
        status -> {
          assertThat(status.status().is(LegacyRestriperState.NOT_RUNNING)).isTrue();
          assertThat(status.phase().is(RestriperPhase.NONE)).isTrue();
          assertThat(status.estimatedSecondsLeft()).hasValue(0);
          assertThat(status.isKnownToBeSafe()).isEqualTo(!atRisk);
        });
  }

  private static Interaction legacyBlocked(
      String what, String state, String reason, boolean atRisk) {
    PactDslJsonBody body =
        reason(
            legacyZeros(new PactDslJsonBody().stringValue("status", "BLOCKED"))
                .booleanValue("data_at_risk", atRisk),
            reason);
    return legacy(
        "the old status: finished and blocked, " + what,
        state,
        body,
        status -> {
          assertThat(status.status().is(LegacyRestriperState.BLOCKED)).isTrue();
          assertThat(status.blockedReason()).isEqualTo(reason);
          assertThat(status.isKnownToBeSafe()).isEqualTo(!atRisk);
        });
  }

  private static PactDslJsonBody legacyZeros(PactDslJsonBody body) {
    return zeros(body).stringValue("phase", "").numberValue("estimated_seconds_left", 0.0);
  }

  private static Interaction legacyRunning(String state, RestriperPhase phase, boolean atRisk) {
    PactDslJsonBody body =
        new PactDslJsonBody()
            .stringValue("status", "RUNNING")
            .stringValue("phase", phase.toString())
            .stringValue("blocked_reason", "")
            .booleanValue("data_at_risk", atRisk)
            .numberType("elapsed_seconds", 12.5)
            .numberType("estimated_seconds_left", 20.9)
            .numberType("percent_complete", 37.5)
            .integerType("coordinator_node", 1);
    return legacy(
        "the old status: running, " + phase.toString(),
        state,
        body,
        status -> {
          assertThat(status.status().is(LegacyRestriperState.RUNNING)).isTrue();
          assertThat(status.phase().is(phase)).isTrue();
          assertThat(status.estimatedSecondsLeft()).hasValue(20.9);
        });
  }

  private static Interaction legacy(
      String description, String state, PactDslJsonBody body, Consumer<LegacyStatus> check) {
    return new Interaction(
        "getLegacyRestriperStatus",
        description,
        state,
        Interaction.get(LEGACY),
        response ->
            response
                .status(200)
                .header("Deprecation", Matchers.regexp("@[0-9]+", "@1795478400"))
                .header("Sunset", Matchers.regexp(HTTP_DATE, "Fri, 24 Nov 2028 00:00:00 GMT"))
                .header("Link", "<" + STATUS + ">; rel=\"successor-version\"")
                .body(body),
        client -> check.accept(client.legacyStatus()));
  }
}
