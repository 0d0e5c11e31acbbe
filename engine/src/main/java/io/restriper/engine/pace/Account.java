package io.restriper.engine.pace;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Bytes that went before their time, made up for at a rate. Nothing can be saved up, so that a
 * pause is not followed by a burst. Not thread-safe.
 */
final class Account {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private OptionalLong rate = OptionalLong.empty();
  private double debt;
  private long last;

  Account(long now) {
    this.last = now;
  }

  /** Sets the bytes per second, more than 0; empty if there is no limit. */
  void rate(long now, OptionalLong bytesPerSecond) {
    settle(now);
    rate = bytesPerSecond;
    if (rate.isEmpty()) {
      debt = 0;
    }
  }

  /** Nanoseconds until bytes may go, 0 if they may. */
  long waitNanos(long now) {
    settle(now);
    return rate.isEmpty() ? 0 : (long) Math.ceil(debt / rate.getAsLong() * SECOND);
  }

  void charge(long bytes) {
    if (rate.isPresent()) {
      debt += bytes;
    }
  }

  /** Forgives what is owed beyond some bytes. */
  void cap(long bytes) {
    debt = Math.min(debt, bytes);
  }

  private void settle(long now) {
    long elapsed = now - last;
    if (elapsed > 0) {
      debt = rate.isEmpty() ? 0 : Math.max(0, debt - elapsed / SECOND * rate.getAsLong());
      last = now;
    }
  }
}
