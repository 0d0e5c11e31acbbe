package io.restriper.engine.report;

import java.util.List;

/**
 * What a run could not do. The lists are bounded, the totals are not.
 *
 * @param blocked one entry for each code and subject, the most severe first
 * @param blockedTotal tasks that cannot be done, listed or not
 * @param failed stripes beyond repair
 * @param failedTotal how many such stripes there are, listed or not
 */
public record Undone(
    List<BlockedWork> blocked, long blockedTotal, List<FailedTask> failed, long failedTotal) {

  /** All was done. */
  public static final Undone NOTHING = new Undone(List.of(), 0, List.of(), 0);

  /** Copies the lists. */
  public Undone {
    blocked = List.copyOf(blocked);
    failed = List.copyOf(failed);
  }
}
