package io.restriper.engine.restripe;

import io.restriper.engine.event.RunEvents;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.RunCounts;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Where the restriper's threads write what they are doing and anyone reads it: one immutable
 * snapshot, swapped by compare and set, so that no reader ever waits. Thread-safe.
 */
final class StatusBoard {
  private final AtomicReference<Snapshot> snapshot;
  private final LongSupplier nanos;
  private final Clock clock;
  private final RunEvents events;
  private final AtomicLong runsDone = new AtomicLong();
  private final AtomicLong runsBlocked = new AtomicLong();

  /** A board that shows what the last run of the log has left. */
  StatusBoard(Optional<RunReport> last, LongSupplier nanos, Clock clock, RunEvents events) {
    this.nanos = nanos;
    this.clock = clock;
    this.events = events;
    this.snapshot = new AtomicReference<>(last.map(this::first).orElse(Snapshot.NOT_STARTED));
  }

  private Snapshot first(RunReport last) {
    return last.finished()
        ? Snapshot.finished(last)
        : Snapshot.running(RunTrack.of(last), Phase.PLANNING, PhaseProgress.NONE, now());
  }

  private Snapshot.Moment now() {
    return new Snapshot.Moment(nanos.getAsLong(), clock.instant());
  }

  Snapshot snapshot() {
    return snapshot.get();
  }

  /** Where those are told who want to hear of each change. */
  RunEvents events() {
    return events;
  }

  /** A run is in PLANNING; a run that is in PLANNING already goes on with it. */
  void plan(RunTrack run) {
    Snapshot was = snapshot.get();
    if (was.run() == null || was.run().id() != run.id()) {
      snapshot.set(Snapshot.running(run, Phase.PLANNING, PhaseProgress.NONE, now()));
      events.phase(Phase.PLANNING);
    } else if (was.phase().orElseThrow() != Phase.PLANNING) {
      begin(Phase.PLANNING, Work.NONE);
    } else {
      events.phase(Phase.PLANNING);
    }
  }

  /** The run has a plan. */
  void planned(AtRisk atRisk, Undone undone) {
    snapshot.updateAndGet(was -> was.with(was.run().with(atRisk).with(undone)));
  }

  /** The run goes on with another phase. */
  void begin(Phase phase, Work total) {
    Snapshot.Moment now = now();
    snapshot.updateAndGet(was -> was.next(phase, PhaseProgress.of(total), now));
    events.phase(phase);
  }

  void finish(RunReport run) {
    snapshot.set(Snapshot.finished(run));
    (run.blockedReason().isEmpty() ? runsDone : runsBlocked).incrementAndGet();
  }

  /** How many runs have ended since the start. */
  RunCounts ended() {
    return new RunCounts(runsDone.get(), runsBlocked.get());
  }

  /** What the run could not do has changed. */
  void undone(Undone undone) {
    snapshot.updateAndGet(was -> was.with(was.run().with(undone)));
  }

  /**
   * Counts work as in flight, and no more of it than is queued, so that a plan that hands out more
   * than its total cannot make the progress pass 100 %. Called by one thread only.
   *
   * @return what was counted
   */
  Work take(Work work) {
    Work queued = snapshot.get().progress().queued();
    Work counted =
        new Work(
            Math.min(work.bytes(), queued.bytes()), Math.min(work.stripes(), queued.stripes()));
    move(progress -> progress.taken(counted));
    return counted;
  }

  void move(UnaryOperator<PhaseProgress> change) {
    Snapshot moved = snapshot.updateAndGet(was -> was.with(change.apply(was.progress()), now()));
    events.percent(moved.progress().percentComplete());
  }

  /** A task in flight has been done. */
  void done(Task task, Work counted) {
    Snapshot moved =
        snapshot.updateAndGet(
            was -> {
              Snapshot done = was.with(was.progress().done(counted), now());
              return task.phase() == Phase.REPROTECT && done.run().atRisk().isPresent()
                  ? done.with(
                      done.run()
                          .with(
                              done.run().atRisk().get().without(task.remainingFailures(), counted)))
                  : done;
            });
    events.percent(moved.progress().percentComplete());
  }
}
