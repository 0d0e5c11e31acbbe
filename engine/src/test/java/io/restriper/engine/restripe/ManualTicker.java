package io.restriper.engine.restripe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A ticker that moves when a test says so, and by a nanosecond when it is read, so that no two
 * phases begin at the same instant. It starts near its overflow, as a real one may.
 */
final class ManualTicker implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  @Override
  public long getAsLong() {
    return nanos.incrementAndGet();
  }

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
