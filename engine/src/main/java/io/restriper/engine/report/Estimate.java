package io.restriper.engine.report;

/**
 * How long a phase will take yet, in seconds.
 *
 * @param low if all goes on well, 0 or more
 * @param likely between low and high
 * @param high if it goes on badly; finite
 */
public record Estimate(double low, double likely, double high) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if they are not finite, from 0 up, and in order
   */
  public Estimate {
    if (!(low >= 0 && low <= likely && likely <= high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("no estimate: " + low + ", " + likely + ", " + high);
    }
  }
}
