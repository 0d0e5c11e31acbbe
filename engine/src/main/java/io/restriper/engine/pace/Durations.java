package io.restriper.engine.pace;

import io.restriper.engine.facts.DurationFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts how long things took. Not thread-safe. */
final class Durations {
  private static final List<Double> BOUNDS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long[] counts = new long[BOUNDS.size() + 1];
  private double seconds;

  void add(long nanos) {
    double took = nanos / NANOS;
    int bucket = 0;
    while (bucket < BOUNDS.size() && took > BOUNDS.get(bucket)) {
      bucket++;
    }
    counts[bucket]++;
    seconds += took;
  }

  DurationFacts facts() {
    List<Long> copy = new ArrayList<>();
    for (long count : counts) {
      copy.add(count);
    }
    return new DurationFacts(BOUNDS, copy, seconds);
  }
}
