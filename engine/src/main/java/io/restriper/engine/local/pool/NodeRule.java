package io.restriper.engine.local.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which moves of a block leave its stripe as safe against the failure of a node as it is: to a node
 * that holds fewer than m of its other blocks, or not more of them than the node that it leaves.
 * Not thread-safe.
 */
public final class NodeRule {
  private final Map<Integer, Slot> drives;
  private final Map<Integer, Integer> onNode = new HashMap<>();
  private final int perNode;

  /**
   * @param others drives of the stripe's other blocks
   * @param perNode how many blocks of the stripe a node should hold at most, 1 or more
   */
  public NodeRule(DrivePool pool, Collection<Integer> others, int perNode) {
    this.drives = pool.usable();
    this.perNode = perNode;
    for (int drive : others) {
      Slot slot = drives.get(drive);
      if (slot != null) {
        onNode.merge(slot.node(), 1, Integer::sum);
      }
    }
  }

  /** Whether the stripe is spread more evenly over the nodes after a move between drives in use. */
  public boolean spreads(int from, int to) {
    Slot source = drives.get(from);
    Slot target = drives.get(to);
    return source != null
        && target != null
        && onNode.getOrDefault(target.node(), 0) < onNode.getOrDefault(source.node(), 0);
  }

  /** Whether the block may move from one drive in use to another one. */
  public boolean allows(int from, int to) {
    int at = drives.get(to).node();
    Slot source = drives.get(from);
    int there = onNode.getOrDefault(at, 0);
    return there < perNode || source != null && there <= onNode.getOrDefault(source.node(), 0);
  }
}
