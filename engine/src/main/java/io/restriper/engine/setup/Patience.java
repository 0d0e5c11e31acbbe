package io.restriper.engine.setup;

import java.time.Duration;

/**
 * How long one operation of a drive is waited for, by the runtime's clock that never jumps.
 *
 * @param slow from when on the drive counts as slow: it is avoided where another one can do
 * @param hangs from when on it counts as one that does not answer, and is taken out of use; longer
 *     than {@code slow}
 */
public record Patience(Duration slow, Duration hangs) {
  /** Five seconds and half a minute: a disk that wakes up, or reads a sector again, takes less. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if they are not in order
   */
  public Patience {
    if (slow.isNegative() || slow.isZero() || hangs.compareTo(slow) <= 0) {
      throw new IllegalArgumentException("slow after " + slow + ", hangs after " + hangs);
    }
  }

  /** The same for a clock that runs so many times faster. */
  public Patience times(int factor) {
    return new Patience(slow.multipliedBy(factor), hangs.multipliedBy(factor));
  }
}
