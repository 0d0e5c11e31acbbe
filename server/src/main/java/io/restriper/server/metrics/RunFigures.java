package io.restriper.server.metrics;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.report.Undone;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the restriper is doing, and what is at risk. */
final class RunFigures {
  private static final Logger LOG = LoggerFactory.getLogger(RunFigures.class);
  private static final int UNREADABLE = -1;
  private static final List<String> STATES =
      Arrays.stream(RunState.values()).map(RunState::name).toList();
  private static final List<String> PHASES =
      Arrays.stream(Phase.values()).map(Phase::name).toList();

  private final RunReports runs;

  RunFigures(RunReports runs) {
    this.runs = runs;
  }

  void show(Page page, RestriperStatus status, Facts facts) {
    page.states(Family.STATE, STATES, Optional.of(status.state().name()));
    page.states(Family.PHASE, PHASES, status.phase().map(Phase::name));
    page.flag(Family.DATA_AT_RISK, status.dataAtRisk());
    status.phase().ifPresent(phase -> progress(page, status, phase.name()));
    runs.ended()
        .ifPresent(
            ended -> {
              page.counter(Family.RUNS, ended.done(), "done");
              page.counter(Family.RUNS, ended.blocked(), "blocked");
            });
    try {
      Optional<RunReport> newest = runs.newest();
      newest.ifPresent(run -> run(page, run));
      blocked(page, newest.map(RunReport::undone).orElse(Undone.NOTHING));
      atRisk(status, newest).ifPresent(risk -> atRisk(page, risk, facts));
    } catch (IOException e) {
      LOG.debug("The runs are left out of the metrics: {}", e.toString());
    }
  }

  private static void progress(Page page, RestriperStatus status, String phase) {
    page.gauge(Family.PHASE_PROGRESS, status.percentComplete() / 100, phase);
    page.gauge(Family.PHASE_ELAPSED, status.elapsedSeconds(), phase);
  }

  private static void run(Page page, RunReport run) {
    page.gauge(Family.RUN_START, run.startedAt().toEpochMilli() / 1e3);
    // A phase that was interrupted comes again: what counts is how far it is this time.
    Map<Phase, PhaseReport> latest = new EnumMap<>(Phase.class);
    run.phases().forEach(phase -> latest.put(phase.phase(), phase));
    latest.values().forEach(phase -> work(page, phase.phase().name(), phase.progress()));
    List<PhaseReport> phases = run.phases();
    if (!run.finished() && !phases.isEmpty()) {
      going(page, phases.get(phases.size() - 1));
    }
  }

  private static void going(Page page, PhaseReport phase) {
    String name = phase.phase().name();
    page.gauge(Family.PHASE_RATE, phase.bytesPerSecond(), name);
    Optional<Estimate> left = phase.timeLeft();
    left.ifPresent(
        estimate -> {
          page.gauge(Family.PHASE_LEFT, estimate.low(), name, "low");
          page.gauge(Family.PHASE_LEFT, estimate.high(), name, "high");
        });
  }

  private static void work(Page page, String phase, PhaseProgress progress) {
    page.gauge(Family.PHASE_PLANNED_BYTES, progress.total().bytes(), phase);
    page.gauge(Family.PHASE_PLANNED_STRIPES, progress.total().stripes(), phase);
    part(page, phase, "done", progress.done());
    part(page, phase, "in_flight", progress.inFlight());
    part(page, phase, "queued", progress.queued());
    part(page, phase, "blocked", progress.blocked());
    part(page, phase, "failed", progress.failed());
  }

  private static void part(Page page, String phase, String part, Work work) {
    page.gauge(Family.PHASE_BYTES, work.bytes(), phase, part);
    page.gauge(Family.PHASE_STRIPES, work.stripes(), phase, part);
  }

  private static void blocked(Page page, Undone undone) {
    page.gauge(Family.FAILED_STRIPES, undone.failedTotal());
    for (BlockedCode code : BlockedCode.values()) {
      List<Work> listed =
          undone.blocked().stream()
              .filter(blocked -> blocked.reason().code() == code)
              .map(BlockedWork::work)
              .toList();
      Work sum = listed.stream().reduce(Work.NONE, Work::plus);
      page.flag(Family.BLOCKED, !listed.isEmpty(), code.name());
      page.gauge(Family.BLOCKED_BYTES, sum.bytes(), code.name());
      page.gauge(Family.BLOCKED_STRIPES, sum.stripes(), code.name());
    }
  }

  /** Empty while something is at risk and no plan says what. */
  private static Optional<AtRisk> atRisk(RestriperStatus status, Optional<RunReport> newest) {
    return status.dataAtRisk()
        ? newest.flatMap(RunReport::atRisk).filter(risk -> !risk.equals(AtRisk.NOTHING))
        : Optional.of(AtRisk.NOTHING);
  }

  /** Every level that there can be, so that one which is left shows as zero. */
  private static void atRisk(Page page, AtRisk risk, Facts facts) {
    int highest = facts.protection().maxDriveFailures() - 1;
    if (!risk.levels().isEmpty()) {
      highest = Math.max(highest, risk.levels().lastKey());
    }
    for (int level = UNREADABLE; level <= highest; level++) {
      Work work = risk.levels().getOrDefault(level, Work.NONE);
      page.gauge(Family.AT_RISK_BYTES, work.bytes(), Integer.toString(level));
      page.gauge(Family.AT_RISK_STRIPES, work.stripes(), Integer.toString(level));
    }
  }
}
