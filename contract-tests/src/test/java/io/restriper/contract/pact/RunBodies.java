package io.restriper.contract.pact;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import io.restriper.model.BlockedCode;
import io.restriper.model.RunEstimateGap;
import io.restriper.model.RunPhase;
import io.restriper.model.RunState;
import io.restriper.model.RunSubjectKind;
import io.restriper.model.RunTrigger;
import java.util.List;
import java.util.Optional;

/** The JSON of runs, as the client relies on it. */
final class RunBodies {
  private static final String DIGITS = "[0-9]+";
  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z";
  private static final String TIME_EXAMPLE = "2026-11-24T08:30:15.5Z";
  private static final String WORDS = "(?s).*\\w.*";

  private RunBodies() {}

  /**
   * A phase.
   *
   * @param gap why there is no estimate
   */
  record Phase(RunPhase phase, RunEstimateGap gap) {}

  /** A reason, and what it is about. */
  record Reason(BlockedCode code, RunSubjectKind kind) {}

  /**
   * A run.
   *
   * @param phases exactly these; if empty, one or more that are over
   * @param riskKnown whether the run has a plan
   * @param reason among those that the run tells; empty if there are none
   * @param failed whether stripes are beyond repair
   */
  record Expected(
      RunTrigger trigger,
      RunState state,
      List<Phase> phases,
      boolean riskKnown,
      Optional<Reason> reason,
      boolean failed) {

    boolean finished() {
      return state == RunState.FINISHED;
    }
  }

  static void run(LambdaDslObject run, Expected expected) {
    run.stringMatcher("id", DIGITS, "1")
        .stringValue("trigger", expected.trigger().toString())
        .stringMatcher("cause", WORDS, "drive 1:1 lost")
        .stringValue("state", expected.state().toString())
        .stringMatcher("started_at", TIME, TIME_EXAMPLE)
        .stringMatcher("as_of", TIME, TIME_EXAMPLE)
        .integerType("coordinator_node", 1)
        .integerType("phases_total", 2)
        .integerType("blocked_total", expected.reason().isPresent() ? 1 : 0)
        .integerType("failed_total", expected.failed() ? 1 : 0);
    if (expected.finished()) {
      run.stringMatcher("finished_at", TIME, TIME_EXAMPLE);
    } else {
      run.nullValue("finished_at");
    }
    phases(run, expected);
    risk(run, expected);
    blocked(run, expected);
    if (expected.failed()) {
      run.minArrayLike(
          "failed",
          1,
          stripe ->
              stripe
                  .stringMatcher("path", "/.+", "/dir/file")
                  .stringMatcher("stripe", WORDS, "stripe 0 of /dir/file")
                  .stringMatcher("message", WORDS, "It is lost."));
    } else {
      run.array("failed", none -> {});
    }
  }

  private static void phases(LambdaDslObject run, Expected expected) {
    if (expected.phases().isEmpty()) {
      run.minArrayLike(
          "phases",
          1,
          phase -> {
            // Whatever phases a later server does: a client survives those that it does not know.
            phase.stringMatcher("phase", "[A-Z_]+", "REPROTECT");
            progress(phase, RunEstimateGap.ENDED);
          });
      return;
    }
    run.array(
        "phases",
        phases -> {
          for (Phase each : expected.phases()) {
            phases.object(
                phase -> {
                  phase.stringValue("phase", each.phase().toString());
                  progress(phase, each.gap());
                });
          }
        });
  }

  private static void progress(LambdaDslObject phase, RunEstimateGap gap) {
    phase
        .stringMatcher("started_at", TIME, TIME_EXAMPLE)
        .numberType("elapsed_seconds", 12.5)
        .numberType("percent_complete", 37.5)
        .numberType("bytes_per_second", 1000.5)
        .numberType("average_bytes_per_second", 900.5)
        .stringValue("estimate_gap", gap.toString());
    for (String part : List.of("total", "done", "in_flight", "queued", "blocked", "failed")) {
      phase.object(part, RunBodies::work);
    }
    if (gap == RunEstimateGap.NONE) {
      phase.object(
          "estimated_seconds_left",
          estimate -> estimate.numberType("low", 17.5).numberType("high", 24.25));
    } else {
      phase.nullValue("estimated_seconds_left");
    }
  }

  private static void work(LambdaDslObject work) {
    work.stringMatcher("bytes", DIGITS, "1000").integerType("stripes", 1);
  }

  private static void risk(LambdaDslObject run, Expected expected) {
    boolean left = !expected.finished() || expected.reason().isPresent();
    if (!expected.riskKnown()) {
      run.nullValue("at_risk");
    } else if (left && isReprotect(expected) && !isChangeThatWaits(expected)) {
      run.minArrayLike(
          "at_risk",
          1,
          level ->
              level
                  .integerType("remaining_failures", 1)
                  .stringMatcher("bytes", DIGITS, "1000")
                  .integerType("stripes", 1));
    } else {
      run.array("at_risk", none -> {});
    }
  }

  /** What it leaves undone puts nothing at risk. */
  private static boolean isChangeThatWaits(Expected expected) {
    return expected
        .reason()
        .filter(reason -> reason.code() == BlockedCode.DRIVES_MISSING)
        .isPresent();
  }

  private static boolean isReprotect(Expected expected) {
    return expected.phases().isEmpty()
        || expected.phases().stream().anyMatch(phase -> phase.phase() == RunPhase.REPROTECT);
  }

  private static void blocked(LambdaDslObject run, Expected expected) {
    if (expected.reason().isEmpty()) {
      run.stringValue("blocked_reason", "").array("blocked", none -> {});
      return;
    }
    Reason reason = expected.reason().get();
    if (expected.finished()) {
      run.stringMatcher(
          "blocked_reason", "(?s).*" + reason.code() + ": .+", reason.code() + ": Why.");
    } else {
      run.stringValue("blocked_reason", "");
    }
    run.arrayContaining(
        "blocked",
        all ->
            all.object(
                blocked ->
                    blocked
                        .stringValue("code", reason.code().toString())
                        .stringMatcher("message", WORDS, "Why.")
                        .object("subject", subject -> subject(subject, reason.kind()))
                        .stringMatcher("since", TIME, TIME_EXAMPLE)
                        .stringMatcher("remedy", WORDS, "Mend it.")
                        .object("work", RunBodies::work)));
  }

  private static void subject(LambdaDslObject subject, RunSubjectKind kind) {
    subject.stringValue("kind", kind.toString());
    if (kind == RunSubjectKind.CLUSTER) {
      subject.stringValue("name", "");
    } else {
      subject.stringMatcher("name", WORDS, "/dir/file");
    }
  }
}
