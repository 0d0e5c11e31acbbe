package io.restriper.engine.report;

import io.restriper.engine.work.Work;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is at risk: the bytes of the missing blocks and the stripes they belong to, by how many more
 * blocks those stripes can lose. Immutable.
 *
 * @param levels the amounts, never 0, by remaining failures; -1 is what cannot be read any more
 */
public record AtRisk(SortedMap<Integer, Work> levels) {
  private static final int UNREADABLE = -1;

  /** Nothing is at risk. */
  public static final AtRisk NOTHING = new AtRisk(Collections.emptySortedMap());

  /** Puts all that cannot be read together, and leaves empty levels out. */
  public AtRisk {
    SortedMap<Integer, Work> sums = new TreeMap<>();
    levels.forEach(
        (level, work) -> {
          if (!work.equals(Work.NONE)) {
            sums.merge(Math.max(UNREADABLE, level), work, Work::plus);
          }
        });
    levels = Collections.unmodifiableSortedMap(sums);
  }

  /** What is left after a stripe of a level has been repaired. */
  public AtRisk without(int level, Work repaired) {
    int key = Math.max(UNREADABLE, level);
    Work was = levels.getOrDefault(key, Work.NONE);
    SortedMap<Integer, Work> left = new TreeMap<>(levels);
    left.put(
        key,
        new Work(
            Math.max(0, was.bytes() - repaired.bytes()),
            Math.max(0, was.stripes() - repaired.stripes())));
    return new AtRisk(left);
  }
}
