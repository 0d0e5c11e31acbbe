package io.restriper.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, with a limit. Ends when the server is stopped. Thread-safe. */
final class Patience {
  private static final long LOOK_MILLIS = 5;

  private final Duration limit;
  private final Supplier<String> state;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Patience for one server.
   *
   * @param state what is told of the server when the time is over
   */
  Patience(Duration limit, Supplier<String> state) {
    this.limit = limit;
    this.state = state;
  }

  void stop() {
    stopped.countDown();
  }

  /**
   * Waits until a condition is met.
   *
   * @param wanted the condition in words, to go on after "waited for"
   */
  void until(String wanted, BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began >= limit.toNanos()) {
        throw new AssertionError(
            "Waited " + limit + " for " + wanted + ", in vain. The server says: " + state.get());
      }
      try {
        if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException(
              "The server was stopped by another thread while this one waited for " + wanted + ".");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for " + wanted + ".", e);
      }
    }
  }
}
