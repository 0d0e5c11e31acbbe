package io.restriper.cli.watch;

import io.restriper.client.view.ClusterStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How fast a phase goes and how long it will take, from nothing but its percentages; for servers
 * that do not tell. The rate is that of the last minute. Before there are two looks it is that of
 * the phase so far. Not thread-safe.
 */
final class Pace {
  private static final double NANOS = 1e9;
  private static final long WINDOW = 60_000_000_000L;
  private static final double ALL = 100;

  private record Look(long nanos, double percent) {}

  private final Deque<Look> looks = new ArrayDeque<>();
  private String phase = "";
  private OptionalDouble elapsed = OptionalDouble.empty();

  /** Takes a status into account. */
  void add(ClusterStatus status, long nanos) {
    if (status.percentComplete().isEmpty()) {
      looks.clear();
      return;
    }
    double percent = status.percentComplete().getAsDouble();
    boolean other = !phase.equals(status.phase().text());
    if (other || (!looks.isEmpty() && percent < looks.getLast().percent)) {
      looks.clear();
    }
    phase = status.phase().text();
    elapsed = status.elapsedSeconds();
    looks.addLast(new Look(nanos, percent));
    while (looks.size() > 2 && nanos - looks.getFirst().nanos > WINDOW) {
      looks.removeFirst();
    }
  }

  /** Forgets what was, because it is not known how things went on. */
  void forget() {
    looks.clear();
  }

  /** Percent of the phase a second; empty if unknown. */
  OptionalDouble percentPerSecond() {
    if (looks.isEmpty()) {
      return OptionalDouble.empty();
    }
    Look last = looks.getLast();
    double seconds = (last.nanos - looks.getFirst().nanos) / NANOS;
    if (seconds > 0) {
      return OptionalDouble.of((last.percent - looks.getFirst().percent) / seconds);
    }
    return elapsed.isPresent() && elapsed.getAsDouble() > 0
        ? OptionalDouble.of(last.percent / elapsed.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Seconds until the end of the phase; empty if unknown, as while nothing gets done. */
  OptionalDouble secondsLeft() {
    OptionalDouble rate = percentPerSecond();
    if (rate.isEmpty() || rate.getAsDouble() <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((ALL - looks.getLast().percent) / rate.getAsDouble());
  }
}
