package io.restriper.engine.local.catalog.sql;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many nodes can fail, the worst ones first, so that a stripe can still be read. Not
 * thread-safe.
 */
public final class NodeTolerance {
  private final Map<Integer, Integer> nodeByDrive = new HashMap<>();

  /** Reads which node each drive is in. */
  public NodeTolerance(Session session) throws SQLException {
    session.each(
        "SELECT number, node FROM drives", row -> nodeByDrive.put(row.getInt(1), row.getInt(2)));
  }

  /**
   * The node failures that a stripe bears.
   *
   * @param dataBlocks how many blocks suffice
   * @param drives of its blocks; 0 for a block that is nowhere
   * @return 0 or more
   */
  public int of(int dataBlocks, int[] drives) {
    Map<Integer, Integer> blocksByNode = new HashMap<>();
    int left = 0;
    for (int drive : drives) {
      if (drive != 0) {
        // Drives that are not recorded count as one node, which is the worst that they can be.
        blocksByNode.merge(nodeByDrive.getOrDefault(drive, 0), 1, Integer::sum);
        left++;
      }
    }
    int[] counts = blocksByNode.values().stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(counts);
    int failures = 0;
    for (int i = counts.length - 1; i >= 0 && left - counts[i] >= dataBlocks; i--) {
      left -= counts[i];
      failures++;
    }
    return failures;
  }
}
