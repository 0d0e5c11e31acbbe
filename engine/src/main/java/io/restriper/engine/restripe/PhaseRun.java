package io.restriper.engine.restripe;

import io.restriper.engine.report.BlockedReasons;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.restripe.TaskWorkers.Attempt;
import io.restriper.engine.restripe.TaskWorkers.Ended;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * One phase of a plan, done once: hands tasks to the workers in the plan's order, and those that
 * failed once more after a pause. Used by the coordinating thread.
 */
final class PhaseRun {
  /** With so many tasks waiting for another attempt no more are asked of the plan. */
  private static final int MOST_RETRIES = 1024;

  private final Volume volume;
  private final RestriperSettings settings;
  private final LongSupplier nanos;
  private final StatusBoard board;
  private final Signal signal;
  private final TaskWorkers workers;
  private final Plan plan;
  private final Plan.PhaseWork work;
  private final BlockedReasons reasons;

  private final Deque<Task> page = new ArrayDeque<>();
  private final Queue<Retry> retries = new PriorityQueue<>(Retry.EARLIEST_FIRST);
  private boolean allHandedOut;

  /** When the pace is to be asked again, while a task that could begin waits for it. */
  private OptionalLong held = OptionalLong.empty();

  private int inFlight;
  private int handedOut;
  private boolean anyDone;

  PhaseRun(
      Volume volume,
      RestriperSettings settings,
      LongSupplier nanos,
      StatusBoard board,
      Signal signal,
      TaskWorkers workers,
      Plan plan,
      Plan.PhaseWork work,
      BlockedReasons reasons) {
    this.volume = volume;
    this.settings = settings;
    this.nanos = nanos;
    this.board = board;
    this.signal = signal;
    this.workers = workers;
    this.plan = plan;
    this.work = work;
    this.reasons = reasons;
  }

  /** A failed attempt, and when the next one is due by the ticker. */
  private record Retry(Attempt failed, long due) {
    /** By the difference, as readings of a ticker may overflow. */
    static final Comparator<Retry> EARLIEST_FIRST =
        (one, other) -> Long.signum(one.due - other.due);
  }

  /** Why a phase ended. */
  enum End {
    /** All tasks were done or given up. */
    COMPLETE,
    /** Something has changed: a new plan is needed. */
    OUTDATED,
    /** The restriper is closing. */
    STOPPED
  }

  /**
   * Does the phase. When it returns or throws no task of it is under way.
   *
   * @param grace so many tasks are handed out even if the plan is outdated
   * @throws IOException if the plan's next tasks cannot be read
   */
  End run(int grace) throws IOException {
    try {
      while (true) {
        takeResults();
        if (signal.stopped()) {
          return End.STOPPED;
        }
        if (handedOut >= grace && volume.risk().generation() != plan.generation()) {
          return End.OUTDATED;
        }
        if (inFlight < settings.workers() && startNext()) {
          continue;
        }
        if (inFlight == 0 && allHandedOut && page.isEmpty() && retries.isEmpty()) {
          return complete();
        }
        await();
      }
    } finally {
      drain();
    }
  }

  int handedOut() {
    return handedOut;
  }

  boolean anyDone() {
    return anyDone;
  }

  private boolean startNext() throws IOException {
    held = OptionalLong.empty();
    Retry retry = retries.peek();
    if (retry != null && retry.due() - nanos.getAsLong() <= 0) {
      Attempt failed = retry.failed();
      if (mayGo(failed.task(), failed.counted())) {
        retries.remove();
        start(failed.task(), failed.number() + 1, failed.counted());
        return true;
      }
    }
    if (page.isEmpty() && !allHandedOut && retries.size() < MOST_RETRIES) {
      page.addAll(work.next(settings.pageSize()));
      allHandedOut = page.isEmpty();
    }
    Task task = page.peek();
    if (task == null || !mayGo(task, task.work())) {
      return false;
    }
    page.remove();
    start(task, 1, task.work());
    return true;
  }

  /** Asks the pace; users come first. */
  private boolean mayGo(Task task, Work amount) {
    long wait = workers.waitNanos(task, amount, inFlight);
    if (wait > 0) {
      held = OptionalLong.of(nanos.getAsLong() + wait);
    }
    return wait == 0;
  }

  private void start(Task task, int number, Work amount) {
    Attempt attempt = new Attempt(task, number, board.take(amount));
    inFlight++;
    handedOut++;
    workers.start(attempt);
  }

  private void takeResults() {
    boolean changed = false;
    for (Ended end = workers.poll(); end != null; end = workers.poll()) {
      inFlight--;
      changed |= end instanceof Ended.GivenUp || end instanceof Ended.Failed;
      if (end instanceof Ended.GivenUp givenUp) {
        reasons.add(givenUp.reason(), end.attempt().task().work());
        board.events().blocked(givenUp.reason());
      } else if (end instanceof Ended.Failed failed) {
        reasons.addFailed(failed.reason(), end.attempt().task());
        board.events().blocked(failed.reason());
      } else if (end instanceof Ended.Again again) {
        long pause = settings.backoffNanos(again.attempt().number());
        retries.add(new Retry(again.attempt(), nanos.getAsLong() + pause));
      } else {
        anyDone = true;
      }
    }
    if (changed) {
      board.undone(reasons.undone());
    }
  }

  private void await() {
    Retry retry = retries.peek();
    if (inFlight == settings.workers()) {
      signal.await();
    } else if (held.isPresent()) {
      signal.awaitUntil(held.getAsLong());
    } else if (retry == null) {
      signal.await();
    } else {
      signal.awaitUntil(retry.due());
    }
  }

  private void drain() {
    takeResults();
    while (inFlight > 0) {
      signal.await();
      takeResults();
    }
  }

  private End complete() throws IOException {
    PhaseProgress progress = board.snapshot().progress();
    Work queued = progress.queued();
    Work total = progress.total();
    if (!queued.equals(Work.NONE)) {
      throw new IOException(
          "the tasks of %s left out %d bytes, %d stripes of the planned %d bytes, %d stripes"
              .formatted(
                  work.phase(), queued.bytes(), queued.stripes(), total.bytes(), total.stripes()));
    }
    return End.COMPLETE;
  }
}
