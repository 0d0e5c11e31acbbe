package io.restriper.engine.restripe;

import java.time.Duration;

/**
 * How a restriper works. Immutable.
 *
 * @param workers tasks that are done at the same time, 1 or more
 * @param pageSize tasks that are asked of the plan at once, 1 or more
 * @param attempts how often a task is tried, and how often planning is, before it is given up for
 *     the run; 1 or more
 * @param backoff pause before the second attempt; it doubles with every further one, up to a minute
 * @param retryPause pause before another run, after one that ended because of failures that may
 *     pass; it doubles while such runs follow one another, up to 64 times
 * @param stallLimit for how long a run may get no further before it is told to be stalled
 */
public record RestriperSettings(
    int workers,
    int pageSize,
    int attempts,
    Duration backoff,
    Duration retryPause,
    Duration stallLimit) {

  /**
   * 4 workers, pages of 64 tasks, 4 attempts from 1 second on, another run after a minute, stalled
   * after 5 minutes.
   */
  public static final RestriperSettings DEFAULTS =
      new RestriperSettings(
          4, 64, 4, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(5));

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a number is below 1 or a duration is not positive
   */
  public RestriperSettings {
    if (workers < 1 || pageSize < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "workers, pageSize and attempts must be 1 or more, not "
              + "%d, %d and %d".formatted(workers, pageSize, attempts));
    }
    if (!isPositive(backoff) || !isPositive(retryPause) || !isPositive(stallLimit)) {
      throw new IllegalArgumentException(
          "backoff, retryPause and stallLimit must be more than 0, not "
              + "%s, %s and %s".formatted(backoff, retryPause, stallLimit));
    }
  }

  /** The same settings with another number of workers. */
  public RestriperSettings withWorkers(int number) {
    return new RestriperSettings(number, pageSize, attempts, backoff, retryPause, stallLimit);
  }

  /** Nanoseconds to wait after so many failures, 1 or more. */
  long backoffNanos(int failures) {
    Duration pause = backoff.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return (pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause).toNanos();
  }

  /** The pause before the next run, after so many runs in a row that failed, 1 or more. */
  Duration retryPause(int failedRuns) {
    return retryPause.multipliedBy(1L << Math.min(failedRuns - 1, MOST_DOUBLINGS));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
