package io.restriper.engine.local.catalog.sql;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Hands out numbers that only go up. They follow the clock, and never fall below what was handed
 * out before: a mark above them is kept in the database and moved ahead once in a while, so that
 * most numbers cost no write. The mark is in the only row of the table {@code numbers}.
 * Thread-safe.
 */
public final class Numbers {
  /** How far the mark is moved ahead: a minute of the clock, in its microseconds. */
  static final long STEP = TimeUnit.MINUTES.toMicros(1);

  private final Clock clock;
  private final WriteQueue writes;
  private long last;
  private long reserved;

  /** Goes on above the mark that an earlier process left. */
  public Numbers(Clock clock, WriteQueue writes, long reserved) {
    this.clock = clock;
    this.writes = writes;
    this.last = reserved;
    this.reserved = reserved;
  }

  /** The next number: at least the microseconds of the clock since the epoch. */
  public long next() throws IOException {
    return next(1);
  }

  /** The first of some consecutive numbers, all of them the caller's. */
  public synchronized long next(int count) throws IOException {
    Instant now = clock.instant();
    long micros =
        TimeUnit.SECONDS.toMicros(now.getEpochSecond())
            + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    long first = Math.max(last + 1, micros);
    reserve(first + count - 1);
    last = first + count - 1;
    return first;
  }

  /** Sees to it that all numbers from here on are above a number that came from elsewhere. */
  public synchronized void goAbove(long number) throws IOException {
    if (number > last) {
      reserve(number);
      last = number;
    }
  }

  private void reserve(long number) throws IOException {
    if (number > reserved) {
      long mark = number + STEP;
      writes.write(session -> session.update("UPDATE numbers SET reserved = ?", mark));
      reserved = mark;
    }
  }
}
