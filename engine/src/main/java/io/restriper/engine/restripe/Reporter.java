package io.restriper.engine.restripe;

import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.RunCounts;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes the report of the run that is going on, and says when it gets no further. From memory,
 * without waiting for anything. Thread-safe.
 */
final class Reporter {
  private static final String REMEDY =
      "Look for a drive or a file system that does not answer, in the system's log and in the"
          + " server's. If it stays so, take the drive out or restart the server; the run goes on"
          + " where it was.";

  private final StatusBoard board;
  private final TaskWorkers workers;
  private final Duration stallLimit;
  private final LongSupplier nanos;
  private final Clock clock;
  private final int coordinatorNode;

  Reporter(
      StatusBoard board,
      TaskWorkers workers,
      RestriperSettings settings,
      LongSupplier nanos,
      Clock clock,
      int coordinatorNode) {
    this.board = board;
    this.workers = workers;
    this.stallLimit = settings.stallLimit();
    this.nanos = nanos;
    this.clock = clock;
    this.coordinatorNode = coordinatorNode;
  }

  /** The run that is going on, or has ended last; empty if there was none. */
  Optional<RunReport> newest() {
    Snapshot now = board.snapshot();
    if (now.run() == null) {
      return now.last();
    }
    long instant = nanos.getAsLong();
    return Optional.of(running(now, instant, stall(now, instant)));
  }

  /**
   * The run that is going on, as it is recorded: that it gets no further just now is not worth
   * remembering. Empty if none is going on.
   */
  Optional<RunReport> running() {
    Snapshot now = board.snapshot();
    return now.run() == null
        ? Optional.empty()
        : Optional.of(running(now, nanos.getAsLong(), Optional.empty()));
  }

  /** How many runs have ended since the start. */
  RunCounts ended() {
    return board.ended();
  }

  /** The report of a run that has no phase yet. */
  RunReport begun(RunTrack run) {
    return run.report(clock.instant(), coordinatorNode);
  }

  private RunReport running(Snapshot now, long instant, Optional<BlockedWork> stall) {
    RunTrack run = now.run();
    return run.report(
        Optional.of(now.phaseReport(instant, stall.isPresent())),
        stall.map(reason -> with(reason, run.undone())).orElse(run.undone()),
        clock.instant(),
        coordinatorNode);
  }

  private static Undone with(BlockedWork stall, Undone undone) {
    List<BlockedWork> all = new ArrayList<>();
    all.add(stall);
    all.addAll(undone.blocked());
    return new Undone(all, undone.blockedTotal() + 1, undone.failed(), undone.failedTotal());
  }

  private Optional<BlockedWork> stall(Snapshot now, long instant) {
    long idle = instant - now.moved().nanos();
    if (idle <= stallLimit.toNanos()) {
      return Optional.empty();
    }
    Optional<TaskWorkers.Begun> oldest = workers.oldest();
    String hangs =
        oldest
            .map(
                begun ->
                    "%s has been under way for %d seconds."
                        .formatted(begun.task().subject(), seconds(instant - begun.nanos())))
            .orElse(
                now.phase().orElseThrow() == Phase.PLANNING
                    ? "The plan is not ready."
                    : "No task is under way.");
    String message =
        "Nothing has been brought to its end for %d seconds. %s".formatted(seconds(idle), hangs);
    Subject subject =
        oldest.map(begun -> Subject.task(begun.task().subject())).orElse(Subject.cluster());
    return Optional.of(
        new BlockedWork(
            new Blocked(BlockedCode.STALLED, subject, message, REMEDY),
            now.moved().time(),
            now.progress().left()));
  }

  private static long seconds(long span) {
    return TimeUnit.NANOSECONDS.toSeconds(Math.max(0, span));
  }
}
