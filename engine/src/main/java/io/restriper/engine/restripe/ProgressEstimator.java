package io.restriper.engine.restripe;

import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates how long a phase will take yet. The rule:
 *
 * <ol>
 *   <li>What is left (queued and in flight) is divided by a rate, both in bytes, or in stripes if
 *       the phase has no bytes.
 *   <li>The rate is that of the last {@value #WINDOW_SECONDS} seconds; if nothing was done in them,
 *       the average of the phase; if nothing was done in the phase, {@value #NOMINAL_BYTES} bytes
 *       or {@value #NOMINAL_STRIPES} stripes a second.
 *   <li>As long as any work is left the estimate is at least {@value #LEAST_SECONDS} seconds, so
 *       that "not known" never reads as "ready".
 *   <li>PLANNING does not know how much it has to do: it is taken to need as long again as it has
 *       taken, and a second at least.
 * </ol>
 *
 * <p>The estimate is always finite. Immutable.
 */
final class ProgressEstimator {
  static final int WINDOW_SECONDS = 10;
  static final double NOMINAL_BYTES = 100_000_000;
  static final double NOMINAL_STRIPES = 100;
  static final double LEAST_SECONDS = 0.1;

  private static final double NANOS = 1e9;
  private static final long SPACING_NANOS = 1_000_000_000L;

  private final Phase phase;
  private final long began;
  private final List<Sample> samples;

  private ProgressEstimator(Phase phase, long began, List<Sample> samples) {
    this.phase = phase;
    this.began = began;
    this.samples = samples;
  }

  /** What had been done at an instant. */
  private record Sample(long nanos, Work done) {}

  /** The estimator of a phase that begins at a reading of the ticker. */
  static ProgressEstimator of(Phase phase, long nanos) {
    return new ProgressEstimator(phase, nanos, List.of(new Sample(nanos, Work.NONE)));
  }

  /** Takes note of what has been done; keeps a sample a second, and those of the window only. */
  ProgressEstimator with(long nanos, Work done) {
    if (nanos - samples.get(samples.size() - 1).nanos() < SPACING_NANOS) {
      return this;
    }
    List<Sample> kept = new ArrayList<>(samples.subList(firstInWindow(nanos), samples.size()));
    kept.add(new Sample(nanos, done));
    return new ProgressEstimator(phase, began, List.copyOf(kept));
  }

  /** Seconds since the phase began, 0 or more. */
  double elapsedSeconds(long nanos) {
    return Math.max(0, nanos - began) / NANOS;
  }

  /** Seconds that the phase will take yet, by the rule above. */
  double secondsLeft(long nanos, PhaseProgress progress) {
    if (phase == Phase.PLANNING) {
      return Math.max(1, elapsedSeconds(nanos));
    }
    if (progress.left().equals(Work.NONE)) {
      return 0;
    }
    boolean inBytes = progress.total().bytes() > 0;
    double left = amount(progress.left(), inBytes);
    return Math.max(LEAST_SECONDS, left / rate(nanos, progress.done(), inBytes));
  }

  private double rate(long nanos, Work done, boolean inBytes) {
    int first = firstInWindow(nanos);
    if (first < samples.size()) {
      double window = rateSince(samples.get(first), nanos, done, inBytes);
      if (window > 0) {
        return window;
      }
    }
    double average = rateSince(new Sample(began, Work.NONE), nanos, done, inBytes);
    if (average > 0) {
      return average;
    }
    return inBytes ? NOMINAL_BYTES : NOMINAL_STRIPES;
  }

  /** The rate since a sample; 0 if it cannot be told. */
  private static double rateSince(Sample from, long nanos, Work done, boolean inBytes) {
    long span = nanos - from.nanos();
    double made = amount(done, inBytes) - amount(from.done(), inBytes);
    return span <= 0 || made <= 0 ? 0 : made / (span / NANOS);
  }

  private int firstInWindow(long nanos) {
    int first = 0;
    while (first < samples.size()
        && nanos - samples.get(first).nanos() > WINDOW_SECONDS * SPACING_NANOS) {
      first++;
    }
    return first;
  }

  private static double amount(Work work, boolean inBytes) {
    return inBytes ? work.bytes() : work.stripes();
  }
}
