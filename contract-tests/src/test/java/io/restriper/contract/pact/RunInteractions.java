package io.restriper.contract.pact;

import static io.restriper.model.RunEstimateGap.ENDED;
import static io.restriper.model.RunEstimateGap.NONE;
import static io.restriper.model.RunEstimateGap.NOTHING_DONE;
import static io.restriper.model.RunEstimateGap.STALLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDsl;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.run.Phase;
import io.restriper.client.run.Run;
import io.restriper.contract.pact.RunBodies.Expected;
import io.restriper.contract.pact.RunBodies.Reason;
import io.restriper.model.BlockedCode;
import io.restriper.model.ErrorClass;
import io.restriper.model.RunEstimateGap;
import io.restriper.model.RunPhase;
import io.restriper.model.RunState;
import io.restriper.model.RunSubjectKind;
import io.restriper.model.RunTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the client asks about the runs: each reason to begin, each phase, each way to be blocked.
 */
final class RunInteractions {
  private static final String RUNS = "/v1/cluster/protection/restriper/runs/";

  private RunInteractions() {}

  static List<Interaction> all() {
    List<Interaction> all = new ArrayList<>();
    all.add(noRuns());
    all.add(noSuchRun());
    all.add(run("1", "in PLANNING", States.PLANNING, planning()));
    all.add(
        run(
            "1",
            "in REPROTECT",
            States.REPROTECT,
            running(RunTrigger.DRIVE_LOST, RunPhase.REPROTECT, NOTHING_DONE)));
    all.add(
        run(
            "1",
            "in PARTITIONED_REBALANCE",
            States.PARTITIONED_REBALANCE,
            running(RunTrigger.ENCODING_CHANGED, RunPhase.PARTITIONED_REBALANCE, NOTHING_DONE)));
    all.add(
        run(
            "1",
            "in TRANSCODE",
            States.TRANSCODE,
            running(RunTrigger.ENCODING_CHANGED, RunPhase.TRANSCODE, NOTHING_DONE)));
    all.add(
        run(
            "1",
            "half way through REBALANCE",
            States.HALF_WAY,
            running(RunTrigger.IMBALANCE, RunPhase.REBALANCE, NONE)));
    all.add(run("1", "that has stalled", States.STALLED, stalled()));
    all.add(newest("that has healed all", States.FINISHED, healed(RunTrigger.DRIVE_LOST)));
    all.add(newest("because a drive came", States.ADDED, healed(RunTrigger.DRIVE_ADDED)));
    all.add(newest("because a drive is back", States.RETURNED, healed(RunTrigger.DRIVE_RETURNED)));
    all.add(newest("because of corruption", States.CORRUPT, healed(RunTrigger.CORRUPTION_FOUND)));
    all.add(
        newest(
            "without enough drives",
            States.BLOCKED,
            blocked(RunTrigger.DRIVE_LOST, BlockedCode.NOT_ENOUGH_DRIVES, RunSubjectKind.CLUSTER)));
    all.add(
        newest(
            "of a change that waits for a drive",
            States.CHANGE_WAITS,
            blocked(
                RunTrigger.ENCODING_CHANGED, BlockedCode.DRIVES_MISSING, RunSubjectKind.CLUSTER)));
    all.add(
        newest(
            "while data is away",
            States.DATA_AWAY,
            blocked(RunTrigger.START, BlockedCode.DATA_UNAVAILABLE, RunSubjectKind.FILE)));
    all.add(
        newest(
            "without enough room",
            States.NO_ROOM,
            blocked(RunTrigger.START, BlockedCode.NOT_ENOUGH_ROOM, RunSubjectKind.CLUSTER)));
    all.add(
        newest(
            "with a file beyond repair",
            States.DATA_LOST,
            new Expected(
                RunTrigger.DRIVE_ADDED,
                RunState.FINISHED,
                List.of(),
                true,
                Optional.of(new Reason(BlockedCode.DATA_LOST, RunSubjectKind.FILE)),
                true)));
    all.add(
        run(
            "2",
            "whose task fails",
            States.TASK_FAILS,
            blocked(RunTrigger.RETRY, BlockedCode.TASK_FAILED, RunSubjectKind.TASK)));
    return all;
  }

  private static Expected planning() {
    return new Expected(
        RunTrigger.DRIVE_LOST,
        RunState.RUNNING,
        List.of(new RunBodies.Phase(RunPhase.PLANNING, RunEstimateGap.PLANNING)),
        false,
        Optional.empty(),
        false);
  }

  private static Expected running(RunTrigger trigger, RunPhase phase, RunEstimateGap gap) {
    return new Expected(
        trigger, RunState.RUNNING, phases(phase, gap), true, Optional.empty(), false);
  }

  private static List<RunBodies.Phase> phases(RunPhase phase, RunEstimateGap gap) {
    return List.of(new RunBodies.Phase(RunPhase.PLANNING, ENDED), new RunBodies.Phase(phase, gap));
  }

  private static Expected stalled() {
    return new Expected(
        RunTrigger.DRIVE_LOST,
        RunState.RUNNING,
        phases(RunPhase.REPROTECT, STALLED),
        true,
        Optional.of(new Reason(BlockedCode.STALLED, RunSubjectKind.TASK)),
        false);
  }

  private static Expected healed(RunTrigger trigger) {
    return new Expected(trigger, RunState.FINISHED, List.of(), true, Optional.empty(), false);
  }

  private static Expected blocked(RunTrigger trigger, BlockedCode code, RunSubjectKind kind) {
    return new Expected(
        trigger, RunState.FINISHED, List.of(), true, Optional.of(new Reason(code, kind)), false);
  }

  private static Interaction run(String id, String what, String state, Expected expected) {
    DslPart body = LambdaDsl.newJsonBody(run -> RunBodies.run(run, expected)).build();
    return new Interaction(
        "getRestriperRun",
        "a run " + what,
        state,
        Interaction.get(RUNS + id),
        response -> response.status(200).body(body),
        client -> check(client.run(id), expected));
  }

  /** The newest run: a condition may come about by more runs than one. */
  private static Interaction newest(String what, String state, Expected expected) {
    DslPart body =
        LambdaDsl.newJsonBody(
                page -> page.array("runs", all -> all.object(run -> RunBodies.run(run, expected))))
            .build();
    return new Interaction(
        "listRestriperRuns",
        "the newest run, " + what,
        state,
        request -> request.method("GET").path(RUNS).queryParameter("limit", "1"),
        response -> response.status(200).body(body),
        client -> check(client.runs(null, 1).runs().get(0), expected));
  }

  private static void check(Run run, Expected expected) {
    assertThat(run.unknowns().allUnderstood()).isTrue();
    assertThat(run.trigger().is(expected.trigger())).isTrue();
    assertThat(run.isFinished()).isEqualTo(expected.finished());
    assertThat(run.finishedAt().isPresent()).isEqualTo(expected.finished());
    assertThat(run.atRisk().isPresent()).isEqualTo(expected.riskKnown());
    assertThat(run.failed().isEmpty()).isEqualTo(!expected.failed());
    assertThat(run.phases()).isNotEmpty().allMatch(phase -> phase.unknowns().allUnderstood());
    Phase last = run.phases().get(run.phases().size() - 1);
    assertThat(last.estimatedSecondsLeft().isPresent()).isEqualTo(last.estimateGap().is(NONE));
    assertThat(run.blocked().size()).isEqualTo(expected.reason().isPresent() ? 1 : 0);
    expected
        .reason()
        .ifPresent(
            reason -> {
              assertThat(run.blocked().get(0).code().is(reason.code())).isTrue();
              assertThat(run.blocked().get(0).subject().kind().is(reason.kind())).isTrue();
            });
  }

  private static Interaction noRuns() {
    DslPart body = LambdaDsl.newJsonBody(page -> page.array("runs", none -> {})).build();
    return new Interaction(
        "listRestriperRuns",
        "the runs after one that there is not",
        States.NEW_VOLUME,
        request ->
            request
                .method("GET")
                .path(RUNS)
                .queryParameter("after", "7")
                .queryParameter("limit", "10"),
        response -> response.status(200).body(body),
        client -> assertThat(client.runs("7", 10).runs()).isEmpty());
  }

  private static Interaction noSuchRun() {
    return new Interaction(
        "getRestriperRun",
        "a run that there is not",
        States.NEW_VOLUME,
        Interaction.get(RUNS + "7"),
        response -> Errors.answer(response, 404, ErrorClass.CLUSTER_NO_SUCH_RUN_ERROR),
        client ->
            assertThatThrownBy(() -> client.run("7")).isInstanceOf(RestriperApiException.class));
  }
}
