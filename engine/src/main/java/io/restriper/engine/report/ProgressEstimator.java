package io.restriper.engine.report;

import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * <p>That is the likely time. The range around it goes from the faster of the two rates to the
 * slower, each widened by one part in the square root of the stripes that are done, and by a tenth
 * at least: what few stripes say is worth little. There is no range as long as nothing is done.
 *
 * <p>All estimates are finite. Immutable.
 */
public final class ProgressEstimator {
  static final int WINDOW_SECONDS = 10;
  static final double NOMINAL_BYTES = 100_000_000;
  static final double NOMINAL_STRIPES = 100;
  static final double LEAST_SECONDS = 0.1;
  static final double LEAST_SPREAD = 0.1;

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
  public static ProgressEstimator of(Phase phase, long nanos) {
    return new ProgressEstimator(phase, nanos, List.of(new Sample(nanos, Work.NONE)));
  }

  /** Takes note of what has been done; keeps a sample a second, and those of the window only. */
  public ProgressEstimator with(long nanos, Work done) {
    if (nanos - samples.get(samples.size() - 1).nanos() < SPACING_NANOS) {
      return this;
    }
    List<Sample> kept = new ArrayList<>(samples.subList(baseOfWindow(nanos), samples.size()));
    kept.add(new Sample(nanos, done));
    return new ProgressEstimator(phase, began, List.copyOf(kept));
  }

  /** Seconds since the phase began, 0 or more. */
  public double elapsedSeconds(long nanos) {
    return Math.max(0, nanos - began) / NANOS;
  }

  /** Seconds that the phase will take yet, by the rule above. */
  public double secondsLeft(long nanos, PhaseProgress progress) {
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

  /** The range that the phase will take yet; empty if nothing of it is done. */
  public Optional<Estimate> estimate(long nanos, PhaseProgress progress) {
    if (phase == Phase.PLANNING || progress.done().equals(Work.NONE)) {
      return Optional.empty();
    }
    double likely = secondsLeft(nanos, progress);
    boolean inBytes = progress.total().bytes() > 0;
    double left = amount(progress.left(), inBytes);
    double average = rateSince(start(), nanos, progress.done(), inBytes);
    double other = average > 0 ? left / average : likely;
    double stripes = Math.max(1, progress.done().stripes());
    double spread = 1 + Math.max(LEAST_SPREAD, 1 / Math.sqrt(stripes));
    return Optional.of(
        new Estimate(
            Math.min(likely, other) / spread,
            likely,
            Math.min(Double.MAX_VALUE, Math.max(likely, other) * spread)));
  }

  /** Bytes done a second over the last {@value #WINDOW_SECONDS} seconds. */
  public double bytesPerSecond(long nanos, Work done) {
    return rateSince(samples.get(baseOfWindow(nanos)), nanos, done, true);
  }

  /** Bytes done a second since the phase began. */
  public double averageBytesPerSecond(long nanos, Work done) {
    return rateSince(start(), nanos, done, true);
  }

  private Sample start() {
    return new Sample(began, Work.NONE);
  }

  private double rate(long nanos, Work done, boolean inBytes) {
    double window = rateSince(samples.get(baseOfWindow(nanos)), nanos, done, inBytes);
    if (window > 0) {
      return window;
    }
    double average = rateSince(start(), nanos, done, inBytes);
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

  /**
   * The newest sample that is as old as the window, so that a task that takes longer than the
   * window counts; the oldest one if none is.
   */
  private int baseOfWindow(long nanos) {
    int base = samples.size() - 1;
    while (base > 0 && nanos - samples.get(base).nanos() < WINDOW_SECONDS * SPACING_NANOS) {
      base--;
    }
    return base;
  }

  private static double amount(Work work, boolean inBytes) {
    return inBytes ? work.bytes() : work.stripes();
  }
}
