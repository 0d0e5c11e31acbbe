package io.restriper.engine.restripe;

import io.restriper.engine.pace.Pace;
import io.restriper.engine.report.BlockedReasons;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Workers;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do tasks. Each attempt ends with the progress brought up to date and one {@link
 * Ended} in the queue, whatever the task throws. Used by the coordinating thread.
 */
final class TaskWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWorkers.class);

  private final Volume volume;
  private final RestriperSettings settings;
  private final FaultPoints faults;
  private final StatusBoard board;
  private final Signal signal;
  private final LongSupplier nanos;
  private final Pace pace;
  private final Workers threads;
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<Long, Begun> begun = new ConcurrentSkipListMap<>();
  private final AtomicLong begunTotal = new AtomicLong();

  TaskWorkers(
      Volume volume,
      RestriperSettings settings,
      FaultPoints faults,
      StatusBoard board,
      Signal signal,
      LongSupplier nanos,
      Pace pace,
      Workers threads) {
    this.volume = volume;
    this.settings = settings;
    this.faults = faults;
    this.board = board;
    this.signal = signal;
    this.nanos = nanos;
    this.pace = pace;
    this.threads = threads;
  }

  /**
   * One try at a task.
   *
   * @param number 1 for the first
   * @param counted the part of the task's work that the progress counts
   */
  record Attempt(Task task, int number, Work counted) {}

  /** How an attempt ended. */
  sealed interface Ended {
    Attempt attempt();

    record Done(Attempt attempt) implements Ended {}

    /** It cannot be done in this run. */
    record GivenUp(Attempt attempt, Blocked reason) implements Ended {}

    /** It can never be done. */
    record Failed(Attempt attempt, Blocked reason) implements Ended {}

    /** It shall be tried again; its work is queued. */
    record Again(Attempt attempt) implements Ended {}
  }

  /**
   * Nanoseconds to wait before a task's bytes may go; 0 if they go at this instant. While users are
   * active only half of the workers have tasks, for what a task asks of the drives at once is what
   * a user's read has to wait behind; unless the next failure loses data.
   *
   * @param underWay tasks that have begun and not ended
   */
  long waitNanos(Task task, Work counted, int underWay) {
    boolean critical = task.phase() == Phase.REPROTECT && task.remainingFailures() <= 0;
    int half = (settings.workers() + 1) / 2;
    if (!critical && underWay >= half && !pace.isIdle()) {
      return Pace.LONGEST_WAIT_NANOS;
    }
    return pace.ask(counted.bytes(), critical ? Pace.Urgency.CRITICAL : Pace.Urgency.NORMAL);
  }

  /** Has an attempt made whose work is counted as in flight. */
  void start(Attempt attempt) {
    threads.execute(
        () -> {
          Ended end = underWay(attempt);
          ended.add(end);
          signal.raise();
        });
  }

  /**
   * An attempt that is under way.
   *
   * @param nanos when it began, by the ticker
   */
  record Begun(Task task, long nanos) {}

  /** The attempt that has been under way for the longest time. Never waits; for any thread. */
  Optional<Begun> oldest() {
    Map.Entry<Long, Begun> first = begun.firstEntry();
    return first == null ? Optional.empty() : Optional.of(first.getValue());
  }

  /** The next attempt that has ended; null if none has. */
  Ended poll() {
    return ended.poll();
  }

  /** What does the attempts. */
  Workers threads() {
    return threads;
  }

  private Ended underWay(Attempt attempt) {
    long number = begunTotal.incrementAndGet();
    begun.put(number, new Begun(attempt.task(), nanos.getAsLong()));
    try {
      return perform(attempt);
    } finally {
      begun.remove(number);
    }
  }

  private Ended perform(Attempt attempt) {
    Task task = attempt.task();
    Work counted = attempt.counted();
    try {
      faults.passing(FaultPoints.Point.TASK_BEGUN, task);
      TaskOutcome outcome = volume.perform(task);
      if (outcome instanceof TaskOutcome.NotNow notNow) {
        board.move(progress -> progress.blocked(counted));
        LOG.debug("blocked: {}: {}", task.subject(), notNow.reason().text());
        return new Ended.GivenUp(attempt, notNow.reason());
      }
      if (outcome instanceof TaskOutcome.BeyondRepair beyond) {
        board.move(progress -> progress.failed(counted));
        LOG.warn("beyond repair: {}: {}", task.subject(), beyond.reason().text());
        return new Ended.Failed(attempt, beyond.reason());
      }
      board.done(task, counted);
      return new Ended.Done(attempt);
    } catch (IOException e) {
      LOG.warn("attempt {} at {} failed: {}", attempt.number(), task.subject(), e.toString());
      return failed(attempt, e);
    } catch (Throwable e) {
      // A bug or an exhausted machine: neither may lose count of the task nor end the run.
      LOG.error("attempt {} at {} failed", attempt.number(), task.subject(), e);
      return failed(attempt, e);
    }
  }

  private Ended failed(Attempt attempt, Throwable why) {
    Work counted = attempt.counted();
    if (attempt.number() < settings.attempts()) {
      board.move(progress -> progress.givenBack(counted));
      return new Ended.Again(attempt);
    }
    board.move(progress -> progress.blocked(counted));
    return new Ended.GivenUp(
        attempt, BlockedReasons.taskFailed(attempt.task(), attempt.number(), why));
  }
}
