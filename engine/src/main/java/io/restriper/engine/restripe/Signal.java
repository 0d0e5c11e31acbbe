package io.restriper.engine.restripe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;

/**
 * What the coordinating thread waits for: something happened, an instant of the ticker has come, or
 * it shall stop. Holds its lock for a few instructions only. Thread-safe.
 */
final class Signal {
  /**
   * Longest wait without a look around: a change that nobody told of is noticed all the same, and a
   * ticker that jumps is followed.
   */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Lock lock;
  private final Condition raised;
  private final LongSupplier nanos;
  private boolean up;
  private volatile boolean stopped;

  Signal(LongSupplier nanos, Lock lock) {
    this.nanos = nanos;
    this.lock = lock;
    this.raised = lock.newCondition();
  }

  /** Something happened. */
  void raise() {
    lock.lock();
    try {
      up = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The thread that waits shall come to its end. */
  void stop() {
    stopped = true;
    raise();
  }

  boolean stopped() {
    return stopped;
  }

  /** Waits until the signal is raised, or for a second; takes the signal down. */
  void await() {
    awaitUntil(nanos.getAsLong() + LONGEST_NANOS);
  }

  /** Waits until the signal is raised, the ticker reaches an instant, or for a second. */
  void awaitUntil(long instant) {
    lock.lock();
    try {
      long left = Math.min(LONGEST_NANOS, instant - nanos.getAsLong());
      while (!up && left > 0) {
        left = raised.awaitNanos(left);
      }
      up = false;
    } catch (InterruptedException e) {
      // Whoever interrupts the thread wants it to end; work under way is still waited for.
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the ticker has moved on by so much.
   *
   * @return false if it shall stop
   */
  boolean pause(long duration) {
    long until = nanos.getAsLong() + duration;
    while (!stopped && nanos.getAsLong() - until < 0) {
      awaitUntil(until);
    }
    return !stopped;
  }
}
