package io.restriper.server.access;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of permits for each of many keys: so many at once, then one more in every so much time.
 * It remembers the keys that were seen last, so that nobody can fill the memory with keys; a key
 * that was forgotten has a full bucket. Thread-safe.
 */
final class Buckets {
  /** For how many keys at most. */
  static final int KEYS = 10_000;

  private final int burst;
  private final long refillNanos;
  private final LongSupplier nanos;
  private final Map<String, Long> fullAt = new LastSeen<>(KEYS);

  /**
   * Full buckets.
   *
   * @param burst permits in a full bucket, 1 or more
   * @param refill the time in which one permit comes back
   * @param nanos a ticker
   */
  Buckets(int burst, Duration refill, LongSupplier nanos) {
    this.burst = burst;
    this.refillNanos = refill.toNanos();
    this.nanos = nanos;
  }

  /** How long it is until the bucket has a permit; zero if it has one. */
  synchronized Duration untilNext(String key) {
    long debt = debt(key) + refillNanos - burst * refillNanos;
    return debt <= 0 ? Duration.ZERO : Duration.ofNanos(debt);
  }

  /** Takes a permit if there is one. */
  synchronized boolean take(String key) {
    if (!untilNext(key).isZero()) {
      return false;
    }
    fullAt.put(key, nanos.getAsLong() + debt(key) + refillNanos);
    return true;
  }

  /** The time in which the bucket would be full again. */
  private long debt(String key) {
    Long until = fullAt.get(key);
    return until == null ? 0 : Math.max(0, until - nanos.getAsLong());
  }
}
