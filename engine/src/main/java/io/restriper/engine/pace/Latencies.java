package io.restriper.engine.pace;

import java.util.concurrent.TimeUnit;

/**
 * How long users' reads and writes take, compared to what is usual for their size. Not thread-safe.
 */
final class Latencies {
  /** More than this above the usual is needed to count as slowed down. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** What takes more times the usual than this counts as this. */
  private static final double MOST_RATIO = 8;

  /** So many reads or writes move the baseline all the way to them; fewer in proportion. */
  private static final double FULL_WEIGHT = 32;

  private static final double MOST_WEIGHT = 0.5;

  private static final long SMALLEST = 64 * 1024;
  private static final int SIZES = 7;

  /** What users do. */
  enum Kind {
    READ,
    WRITE
  }

  /** What is alike: one kind, and sizes up to four times the one before. */
  private static final class Group {
    double baseline;
    boolean known;
    double sum;
    int count;
  }

  private final Group[] groups = new Group[Kind.values().length * SIZES];
  private boolean empty = true;

  Latencies() {
    for (int i = 0; i < groups.length; i++) {
      groups[i] = new Group();
    }
  }

  void add(Kind kind, long bytes, long latency) {
    empty = false;
    Group group = groups[kind.ordinal() * SIZES + size(bytes)];
    double most = MOST_RATIO * group.baseline + GRACE_NANOS;
    group.sum += group.known ? Math.min(latency, most) : latency;
    group.count++;
  }

  private static int size(long bytes) {
    int size = 0;
    for (long upTo = SMALLEST; size < SIZES - 1 && bytes > upTo; upTo *= 4) {
      size++;
    }
    return size;
  }

  /** Whether nothing was added since the last {@link #close}. */
  boolean isEmpty() {
    return empty;
  }

  /**
   * Compares what was added since the last time with the baseline, and forgets it.
   *
   * @param quiet whether it tells what is usual
   * @return how many times the usual it took on average, 1 or more; 1 if nothing was added
   */
  double close(boolean quiet) {
    double ratios = 0;
    int count = 0;
    for (Group group : groups) {
      if (group.count > 0) {
        double mean = group.sum / group.count;
        ratios += group.count * ratio(group, mean);
        count += group.count;
        learn(group, mean, quiet);
        group.sum = 0;
        group.count = 0;
      }
    }
    empty = true;
    return count == 0 ? 1 : ratios / count;
  }

  private static double ratio(Group group, double mean) {
    if (!group.known || mean <= group.baseline + GRACE_NANOS) {
      return 1;
    }
    return Math.min(MOST_RATIO, mean / Math.max(1, group.baseline));
  }

  private static void learn(Group group, double mean, boolean quiet) {
    if (!group.known) {
      group.known = true;
      group.baseline = mean;
    } else if (quiet || mean < group.baseline) {
      double weight = Math.min(MOST_WEIGHT, group.count / FULL_WEIGHT);
      group.baseline += weight * (mean - group.baseline);
    }
  }
}
