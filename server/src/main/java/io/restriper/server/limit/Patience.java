package io.restriper.server.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a server has waited for a client, and may still: for a time of grace, and for as long as
 * the bytes that came or went may take at the least rate. Only time in which the server waits
 * counts, so a client is not blamed for slow drives. Thread-safe.
 */
final class Patience {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final long grace;
  private final long rate;
  private final LongSupplier nanos;
  private long since = NOT_WAITING;
  private long waited;
  private long bytes;

  /**
   * Patience that is whole.
   *
   * @param rate bytes per second; 0 if everything is patiently waited for
   * @param nanos a ticker
   */
  Patience(Duration grace, long rate, LongSupplier nanos) {
    this.grace = grace.toNanos();
    this.rate = rate;
    this.nanos = nanos;
  }

  /** The server waits from now on, if it does not already. */
  synchronized void begin() {
    if (since == NOT_WAITING) {
      since = nanos.getAsLong();
    }
  }

  /**
   * The server waits no longer.
   *
   * @param count bytes that it has waited for
   * @return whether that was not too long
   */
  synchronized boolean end(long count) {
    if (since != NOT_WAITING) {
      waited += Math.max(0, nanos.getAsLong() - since);
      since = NOT_WAITING;
    }
    bytes += count;
    return leftFor(0) >= 0;
  }

  /**
   * How long the server may wait, counted from when it began to.
   *
   * @param count bytes that it waits for
   * @return nanoseconds; less than zero if it has waited too long already
   */
  synchronized long leftFor(long count) {
    if (rate == 0) {
      return Long.MAX_VALUE;
    }
    double allowed = (bytes + count) * (double) TimeUnit.SECONDS.toNanos(1) / rate;
    return (long) (grace + allowed) - waited;
  }
}
