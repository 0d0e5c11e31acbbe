package io.restriper.benchmarks.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time in which only others do something. */
final class Pause {
  private Pause() {}

  static void of(Duration time) throws InterruptedException {
    until(System.nanoTime() + time.toNanos());
  }

  /** Until a time of {@link System#nanoTime}; not at all if that is over. */
  static void until(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0 && new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("nobody counts down");
    }
  }
}
