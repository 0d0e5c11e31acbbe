package io.restriper.engine.local.io;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The operations that a drive has been asked for and has not answered yet, and how long each has
 * taken. Time counts only as far as somebody watched: when the whole process stood still, or its
 * machine did, that says nothing about a drive. Thread-safe.
 */
final class Steps {
  private final LongSupplier nanos;
  private final long most;
  private long lastTick;

  /** Nanoseconds that were watched. */
  private volatile long watched;

  private final Set<Step> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Watches from now on.
   *
   * @param nanos a clock that never jumps, in nanoseconds
   * @param most time between two ticks that counts
   */
  Steps(LongSupplier nanos, Duration most) {
    this.nanos = nanos;
    this.most = most.toNanos();
    this.lastTick = nanos.getAsLong();
  }

  /** Somebody watches, at this instant. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    watched += Math.max(0, Math.min(most, now - lastTick));
    lastTick = now;
  }

  /** An operation; two of them are never equal. */
  static final class Step {
    private final String operation;
    private final String name;
    private final long begun;

    private Step(String operation, String name, long begun) {
      this.operation = operation;
      this.name = name;
      this.begun = begun;
    }

    /** What it does, in words that go after "to". */
    String words() {
      return name.isEmpty() ? operation : operation + " " + name;
    }
  }

  /**
   * How long the drive has taken over something.
   *
   * @param step what it is
   */
  record Wait(Step step, Duration time) {}

  Step begin(String operation, String name) {
    Step step = new Step(operation, name, watched);
    underWay.add(step);
    return step;
  }

  void end(Step step) {
    underWay.remove(step);
  }

  /** The longest wait of all; empty if nothing is under way. */
  Optional<Wait> longest() {
    long now = watched;
    Step oldest = null;
    for (Step step : underWay) {
      if (oldest == null || step.begun < oldest.begun) {
        oldest = step;
      }
    }
    return oldest == null
        ? Optional.empty()
        : Optional.of(new Wait(oldest, Duration.ofNanos(now - oldest.begun)));
  }
}
