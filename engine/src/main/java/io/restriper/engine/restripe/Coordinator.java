package io.restriper.engine.restripe;

import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedReasons;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the coordinating thread does: waits for a reason to run, plans, does phase after phase, and
 * plans again whenever something has changed. Used by that thread only, but for {@link
 * #handledGeneration}.
 */
final class Coordinator implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  /** Between two records of a run that is going on. */
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Volume volume;
  private final RunLog log;
  private final RestriperSettings settings;
  private final LongSupplier nanos;
  private final Clock clock;
  private final FaultPoints faults;
  private final StatusBoard board;
  private final Signal signal;
  private final TaskWorkers workers;
  private final Reporter reporter;

  /** The run that is going on. */
  private Optional<RunTrack> unfinished;

  private long lastId;
  private long savedAt;
  private volatile long handledGeneration;
  private int failedRuns;
  private Optional<Long> retryAt = Optional.empty();

  /** Whether data was at risk when the last plan was made. */
  private boolean plannedAtRisk;

  /** Whether the last run ended blocked, after a plan that was made with data at risk. */
  private boolean blockedAtRisk;

  Coordinator(
      Volume volume,
      RunLog log,
      RestriperSettings settings,
      LongSupplier nanos,
      Clock clock,
      FaultPoints faults,
      StatusBoard board,
      Signal signal,
      TaskWorkers workers,
      Reporter reporter,
      Optional<RunReport> last) {
    this.volume = volume;
    this.log = log;
    this.settings = settings;
    this.nanos = nanos;
    this.clock = clock;
    this.faults = faults;
    this.board = board;
    this.signal = signal;
    this.workers = workers;
    this.reporter = reporter;
    this.unfinished = last.filter(run -> !run.finished()).map(RunTrack::of);
    this.lastId = last.map(RunReport::id).orElse(0L);
    // What blocked the last run may have gone while no process was there to see it.
    if (last.isPresent() && !last.get().blockedReason().isEmpty()) {
      retryLater();
    }
  }

  @Override
  public void run() {
    unfinished.ifPresent(run -> LOG.info("run {} goes on ({})", run.id(), run.cause()));
    while (!signal.stopped()) {
      try {
        unfinished = unfinished.or(this::nextRun);
        unfinished.ifPresent(this::work);
      } catch (RuntimeException e) {
        // The thread must not die: the status would show for ever what it showed last.
        LOG.error("the restriper met an error and goes on", e);
        signal.pause(settings.backoffNanos(1));
      }
    }
    LOG.info("the restriper has stopped");
  }

  /** The generation of the volume's risk that the last run has seen to; for any thread. */
  long handledGeneration() {
    return handledGeneration;
  }

  /** Waits for a reason to run; empty if it shall stop. */
  private Optional<RunTrack> nextRun() {
    while (!signal.stopped()) {
      Risk risk = volume.risk();
      if (risk.generation() != handledGeneration) {
        return Optional.of(
            begin(risk.trigger(), risk.cause().isEmpty() ? "a change" : risk.cause()));
      }
      if (blockedAtRisk && !risk.dataAtRisk()) {
        return Optional.of(begin(Trigger.RETRY, "what was at risk was deleted or replaced"));
      }
      if (retryAt.isEmpty()) {
        signal.await();
      } else if (nanos.getAsLong() - retryAt.get() >= 0) {
        return Optional.of(begin(Trigger.RETRY, "another try at what the last run could not do"));
      } else {
        signal.awaitUntil(retryAt.get());
      }
    }
    return Optional.empty();
  }

  private RunTrack begin(Trigger trigger, String cause) {
    lastId++;
    RunTrack run = RunTrack.begun(lastId, trigger, cause, clock.instant());
    save(reporter.begun(run));
    LOG.info("run {} begins: {}", run.id(), cause);
    return run;
  }

  /** Does a run to its end, or until the restriper is closing. */
  private void work(RunTrack run) {
    BlockedReasons reasons = new BlockedReasons(clock, run.undone());
    int failures = 0;
    int grace = 0;
    board.events().started(run.id(), run.cause());
    while (!signal.stopped()) {
      board.plan(run);
      if (failures > 0 && !signal.pause(settings.backoffNanos(failures))) {
        break;
      }
      long generation = volume.risk().generation();
      plannedAtRisk = volume.risk().dataAtRisk();
      reasons = new BlockedReasons(reasons);
      PlanRun planRun = new PlanRun(reasons);
      try {
        if (planRun.run(grace) == PhaseRun.End.COMPLETE) {
          finish(run, reasons, planRun.plan.generation());
          return;
        }
        // A plan that was outdated before its first task must not be followed by the same for ever.
        grace = planRun.handedOut == 0 ? settings.workers() : 0;
        failures = planRun.anyDone ? 0 : failures;
      } catch (Throwable e) {
        // Whatever it is, the run goes on or ends in words; a dead thread would show RUNNING.
        failures = planRun.anyDone ? 1 : failures + 1;
        logFailure(run, failures, e);
        if (failures >= settings.attempts()) {
          reasons.add(BlockedReasons.planFailed(failures, e), Work.NONE);
          finish(run, reasons, generation);
          return;
        }
      }
    }
    saveSoFar();
  }

  /** One plan: made, and worked through. */
  private final class PlanRun {
    private final BlockedReasons reasons;
    Plan plan;
    int handedOut;
    boolean anyDone;

    PlanRun(BlockedReasons reasons) {
      this.reasons = reasons;
    }

    PhaseRun.End run(int grace) throws IOException {
      faults.passing(FaultPoints.Point.PHASE_BEGUN, Phase.PLANNING);
      if (signal.stopped()) {
        return PhaseRun.End.STOPPED;
      }
      plan = volume.plan();
      board.planned(new AtRisk(plan.atRisk()), reasons.undone());
      for (Plan.PhaseWork work : plan.phases()) {
        work.prepare();
        if (work.total().equals(Work.NONE)) {
          continue;
        }
        PhaseRun.End end = phase(work, Math.max(0, grace - handedOut));
        if (end != PhaseRun.End.COMPLETE) {
          return end;
        }
      }
      if (signal.stopped()) {
        return PhaseRun.End.STOPPED;
      }
      return volume.risk().generation() == plan.generation()
          ? PhaseRun.End.COMPLETE
          : outdated("the plan");
    }

    private PhaseRun.End phase(Plan.PhaseWork work, int grace) throws IOException {
      Phase phase = work.phase();
      board.begin(phase, work.total());
      LOG.info(
          "{} begins: {} stripes, {} bytes", phase, work.total().stripes(), work.total().bytes());
      faults.passing(FaultPoints.Point.PHASE_BEGUN, phase);
      PhaseRun run =
          new PhaseRun(volume, settings, nanos, board, signal, workers, plan, work, reasons);
      try {
        PhaseRun.End end = run.run(grace);
        if (end == PhaseRun.End.OUTDATED) {
          return outdated(phase.name());
        }
        if (end == PhaseRun.End.COMPLETE) {
          logEnd(phase);
        }
        return end;
      } finally {
        handedOut += run.handedOut();
        anyDone |= run.anyDone();
        saveSometimes();
      }
    }

    private PhaseRun.End outdated(String what) {
      LOG.info("{} is interrupted to plan again: {}", what, volume.risk().cause());
      return PhaseRun.End.OUTDATED;
    }

    private void logEnd(Phase phase) {
      Snapshot now = board.snapshot();
      PhaseProgress progress = now.progress();
      LOG.info(
          "{} ends after {} s: {} stripes ({} bytes) done, {} ({} bytes) blocked, {} ({} bytes)"
              + " failed",
          phase,
          now.estimator().elapsedSeconds(nanos.getAsLong()),
          progress.done().stripes(),
          progress.done().bytes(),
          progress.blocked().stripes(),
          progress.blocked().bytes(),
          progress.failed().stripes(),
          progress.failed().bytes());
    }
  }

  private static void logFailure(RunTrack run, int failures, Throwable e) {
    if (e instanceof IOException) {
      LOG.warn("run {} cannot go on, failure {}: {}", run.id(), failures, e.toString());
    } else {
      LOG.error("run {} cannot go on, failure {}", run.id(), failures, e);
    }
  }

  /** Records the run before it shows as finished, so that who sees it finds it in the log. */
  private void finish(RunTrack run, BlockedReasons reasons, long generation) {
    String blocked = reasons.text();
    blockedAtRisk = !blocked.isEmpty() && plannedAtRisk;
    handledGeneration = generation;
    if (reasons.mayPass()) {
      retryLater();
    } else {
      failedRuns = 0;
      retryAt = Optional.empty();
    }
    board.undone(reasons.undone());
    RunReport report = reporter.running().orElseThrow().finished(clock.instant(), blocked);
    save(report);
    unfinished = Optional.empty();
    board.finish(report);
    board.events().finished(reasons.first(), blocked);
    if (blocked.isEmpty()) {
      LOG.info("run {} has finished, begun {}", run.id(), run.startedAt());
    } else {
      LOG.warn("run {} has finished blocked: {}", run.id(), blocked);
    }
  }

  private void retryLater() {
    failedRuns++;
    Duration pause = settings.retryPause(failedRuns);
    retryAt = Optional.of(nanos.getAsLong() + pause.toNanos());
  }

  /** Has the record tell of the phases of a long run even if the process is killed. */
  private void saveSometimes() {
    if (nanos.getAsLong() - savedAt >= SAVE_NANOS) {
      saveSoFar();
    }
  }

  private void saveSoFar() {
    reporter.running().ifPresent(this::save);
  }

  /** The record of runs is worth less than the work: a failure is told, and no more. */
  private void save(RunReport run) {
    savedAt = nanos.getAsLong();
    try {
      log.save(run);
    } catch (IOException | RuntimeException e) {
      LOG.error("run {} could not be recorded", run.id(), e);
    }
  }
}
