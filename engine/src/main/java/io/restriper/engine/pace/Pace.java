package io.restriper.engine.pace;

import io.restriper.engine.facts.DurationFacts;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How fast upkeep may move bytes, so that users come first. It measures how long users' reads and
 * writes take, and tells whoever wants to move bytes how long to wait before they may go. It never
 * waits itself. Thread-safe; holds its lock for a few instructions.
 *
 * <p>The rule, for each beat of half a second:
 *
 * <ol>
 *   <li><em>Baseline.</em> For reads and for writes, by size, the average latency of the beats in
 *       which upkeep was quiet: it moved 8 MiB/s at most over the last two seconds. A beat that is
 *       faster than the baseline counts for it in any case.
 *   <li><em>Suffering.</em> Users suffer in a beat in which their reads and writes took twice their
 *       baseline on average. What took less than 10 ms above its baseline counts as not slowed
 *       down, and nothing counts for more than eight times its baseline, so that one bad drive does
 *       not decide alone.
 *   <li><em>Slower, by a factor.</em> If users suffer and upkeep moved bytes in the last two
 *       seconds, its limit is halved; the first limit is half of what it moved. No limit is below
 *       {@link #SLOWEST}, so that every run ends.
 *   <li><em>Faster, by steps.</em> After any other beat the limit rises by 4 MiB/s. From 1 GiB/s
 *       on, and when users did nothing for four beats, there is no limit.
 *   <li><em>Critical work</em>, on data that no further failure may hit, has {@link
 *       #CRITICAL_FLOOR} of its own, however users suffer. <em>Spare work</em> waits as long as
 *       there is a limit or users suffer.
 *   <li><em>The ceiling</em> holds for all work, critical or not, on average: after bytes went,
 *       none go until the ceiling has made up for them.
 * </ol>
 *
 * <p>The rule of 3 and 4, additive increase and multiplicative decrease, is that of D.-M. Chiu and
 * R. Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer
 * Networks" (1989).
 */
public final class Pace {
  /** Bytes per second that upkeep moves at least, unless the ceiling is lower. */
  public static final long SLOWEST = 4L << 20;

  /** Bytes per second that critical work moves at least, unless the ceiling is lower. */
  public static final long CRITICAL_FLOOR = 32L << 20;

  /** Longest wait that is asked for at once, in nanoseconds: what is right may change meanwhile. */
  public static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  static final long BEAT_NANOS = LONGEST_WAIT_NANOS;

  private static final int BEATS_PER_SECOND = 2;
  private static final int RECENT_BEATS = 4;
  private static final int IDLE_BEATS = 4;
  private static final double SUFFERING = 2.0;
  private static final double DECREASE = 0.5;
  private static final long INCREASE = 4L << 20;
  private static final long NO_LIMIT_FROM = 1L << 30;
  private static final long QUIET = 2 * SLOWEST;

  private final LongSupplier nanos;
  private final Account ceilingAccount;
  private final Account adaptive;
  private final Account critical;
  private final Latencies latencies = new Latencies();
  private final Durations reads = new Durations();
  private final Durations writes = new Durations();
  private final long[] moved = new long[RECENT_BEATS];

  private long beatStart;
  private int beat;
  private int idleBeats = IDLE_BEATS;
  private boolean limited;
  private long limit;
  private boolean suffering;
  private OptionalLong ceiling;

  /**
   * A pace without a limit so far.
   *
   * @param ceiling bytes per second that are never exceeded on average; 0 for none
   * @param nanos a ticker that never goes back, in nanoseconds, such as {@link System#nanoTime}
   * @throws IllegalArgumentException if the ceiling is negative
   */
  public Pace(long ceiling, LongSupplier nanos) {
    this.nanos = nanos;
    this.ceiling = checked(ceiling);
    this.beatStart = nanos.getAsLong();
    this.ceilingAccount = new Account(beatStart);
    this.adaptive = new Account(beatStart);
    this.critical = new Account(beatStart);
    ceilingAccount.rate(beatStart, this.ceiling);
    critical.rate(beatStart, OptionalLong.of(CRITICAL_FLOOR));
  }

  private static OptionalLong checked(long ceiling) {
    if (ceiling < 0) {
      throw new IllegalArgumentException("a ceiling must be 0 or more, not " + ceiling);
    }
    return ceiling == 0 ? OptionalLong.empty() : OptionalLong.of(ceiling);
  }

  /**
   * Sets the ceiling for what goes from now on.
   *
   * @param bytesPerSecond that are never exceeded on average; 0 for none
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized void ceiling(long bytesPerSecond) {
    ceiling = checked(bytesPerSecond);
    ceilingAccount.rate(nanos.getAsLong(), ceiling);
  }

  /** How urgent it is to move bytes. */
  public enum Urgency {
    /** It can wait until users are not slowed down. */
    SPARE,
    /** It goes on, slowly if users suffer. */
    NORMAL,
    /** Data is lost with the next failure: it never slows below the floor. */
    CRITICAL
  }

  /**
   * Asks whether bytes may go at this instant; if so they are counted.
   *
   * @param bytes 0 or more
   * @return 0 if they may go; else nanoseconds to wait before asking again, half a second at most
   */
  public synchronized long ask(long bytes, Urgency urgency) {
    long now = nanos.getAsLong();
    roll(now);
    long wait = Math.max(ceilingAccount.waitNanos(now), waitForUsers(now, urgency));
    if (wait > 0) {
      return Math.min(wait, LONGEST_WAIT_NANOS);
    }
    ceilingAccount.charge(bytes);
    adaptive.charge(bytes);
    // What went beyond the limit by the floor is not to be made up for by other work.
    adaptive.cap(Math.max(bytes, limit));
    if (urgency == Urgency.CRITICAL) {
      critical.charge(bytes);
    }
    moved[beat] += bytes;
    return 0;
  }

  private long waitForUsers(long now, Urgency urgency) {
    long wait = adaptive.waitNanos(now);
    return switch (urgency) {
      case SPARE -> limited || suffering ? LONGEST_WAIT_NANOS : wait;
      case NORMAL -> wait;
      case CRITICAL -> Math.min(wait, critical.waitNanos(now));
    };
  }

  /** Whether users have done nothing for two seconds. */
  public synchronized boolean isIdle() {
    roll(nanos.getAsLong());
    return idleBeats >= IDLE_BEATS && latencies.isEmpty();
  }

  /** Bytes per second that work that is not critical may move at this instant; empty if any. */
  public synchronized OptionalLong limit() {
    roll(nanos.getAsLong());
    if (!limited) {
      return ceiling;
    }
    return OptionalLong.of(Math.min(limit, ceiling.orElse(Long.MAX_VALUE)));
  }

  /**
   * Measures a read by a user, if it succeeds.
   *
   * @param bytes that are read from drives
   */
  public <T> T reading(long bytes, Supplier<T> read) {
    long start = nanos.getAsLong();
    T result = read.get();
    took(Latencies.Kind.READ, bytes, start);
    return result;
  }

  /**
   * Measures a write by a user, from the call until the future is done, if it succeeds.
   *
   * @param bytes that are written to drives
   */
  public <T> CompletableFuture<T> writing(long bytes, Supplier<CompletableFuture<T>> write) {
    long start = nanos.getAsLong();
    return write
        .get()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                took(Latencies.Kind.WRITE, bytes, start);
              }
            });
  }

  private synchronized void took(Latencies.Kind kind, long bytes, long start) {
    long now = nanos.getAsLong();
    roll(now);
    latencies.add(kind, bytes, now - start);
    (kind == Latencies.Kind.READ ? reads : writes).add(now - start);
  }

  /** How long users' reads took that succeeded. */
  public synchronized DurationFacts reads() {
    return reads.facts();
  }

  /** How long users' writes took that succeeded. */
  public synchronized DurationFacts writes() {
    return writes.facts();
  }

  /** Closes the beats that have ended. */
  private void roll(long now) {
    long ended = (now - beatStart) / BEAT_NANOS;
    // After so many beats without any word everything is as it is after a long time.
    for (long i = 0; i < Math.min(ended, RECENT_BEATS + IDLE_BEATS); i++) {
      close(beatStart + (i + 1) * BEAT_NANOS);
    }
    beatStart += ended * BEAT_NANOS;
  }

  private void close(long now) {
    long recent = 0;
    for (long bytes : moved) {
      recent += bytes;
    }
    long rate = recent * BEATS_PER_SECOND / RECENT_BEATS;
    idleBeats = latencies.isEmpty() ? idleBeats + 1 : 0;
    suffering = latencies.close(rate <= QUIET) >= SUFFERING;
    if (suffering && rate > 0) {
      limit(now, (long) (DECREASE * (limited ? limit : rate)));
    } else if (idleBeats >= IDLE_BEATS) {
      noLimit(now);
    } else if (limited) {
      limit(now, limit + INCREASE);
    }
    beat = (beat + 1) % RECENT_BEATS;
    moved[beat] = 0;
  }

  private void limit(long now, long bytesPerSecond) {
    if (bytesPerSecond >= NO_LIMIT_FROM) {
      noLimit(now);
      return;
    }
    limited = true;
    limit = Math.max(SLOWEST, bytesPerSecond);
    adaptive.rate(now, OptionalLong.of(limit));
  }

  private void noLimit(long now) {
    limited = false;
    adaptive.rate(now, OptionalLong.empty());
  }
}
