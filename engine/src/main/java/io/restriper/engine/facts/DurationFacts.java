package io.restriper.engine.facts;

import java.util.List;

/**
 * How long things of a kind took since the start: a histogram. Immutable.
 *
 * @param upperBounds of all buckets but the last one, in seconds, from low to high; inclusive
 * @param counts how many fell into each bucket and no lower one; one more than there are bounds,
 *     for what took longer than the highest
 * @param seconds that all of them took together
 */
public record DurationFacts(List<Double> upperBounds, List<Long> counts, double seconds) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one count more than there are bounds
   */
  public DurationFacts {
    upperBounds = List.copyOf(upperBounds);
    counts = List.copyOf(counts);
    if (counts.size() != upperBounds.size() + 1) {
      throw new IllegalArgumentException(
          counts.size() + " counts for " + upperBounds.size() + " bounds");
    }
  }
}
