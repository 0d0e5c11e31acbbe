package io.restriper.engine.local;

import io.restriper.engine.coding.Encoding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** How many failures stripes bear. */
final class Tolerance {
  private Tolerance() {}

  /**
   * Node failures that a stripe bears if its blocks are spread over the nodes as evenly as their
   * drives allow.
   *
   * @param drivesPerNode one for each node
   */
  static int ofNodes(Encoding encoding, Collection<Integer> drivesPerNode) {
    List<Integer> drives = List.copyOf(drivesPerNode);
    int[] blocks = new int[drives.size()];
    int placed = 0;
    while (placed < encoding.totalBlocks()) {
      int best = -1;
      for (int node = 0; node < blocks.length; node++) {
        if (blocks[node] < drives.get(node) && (best < 0 || blocks[node] < blocks[best])) {
          best = node;
        }
      }
      if (best < 0) {
        break;
      }
      blocks[best]++;
      placed++;
    }
    List<Integer> most = new ArrayList<>();
    for (int count : blocks) {
      most.add(count);
    }
    most.sort(Collections.reverseOrder());
    int left = placed;
    int failures = 0;
    for (int count : most) {
      left -= count;
      if (count == 0 || left < encoding.dataBlocks()) {
        break;
      }
      failures++;
    }
    return failures;
  }
}
