package io.restriper.benchmarks.http;

import java.util.Arrays;
import java.util.List;

/** Figures of what was done many times. */
final class Sample {
  private static final double P99 = 0.99;

  private Sample() {}

  static double median(List<Double> values) {
    double[] sorted = sorted(values);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The value that 99 of 100 do not pass. */
  static double p99(List<Double> values) {
    double[] sorted = sorted(values);
    return sorted[(int) Math.ceil(P99 * sorted.length) - 1];
  }

  private static double[] sorted(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
