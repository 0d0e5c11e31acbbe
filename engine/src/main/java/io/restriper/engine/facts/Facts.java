package io.restriper.engine.facts;

import java.util.List;

/** What is known about a volume at one instant: an immutable snapshot. */
public record Facts(
    ClusterFacts cluster,
    List<NodeFacts> nodes,
    List<SlotFacts> slots,
    SpaceFacts space,
    ProtectionFacts protection) {
  public Facts {
    nodes = List.copyOf(nodes);
    slots = List.copyOf(slots);
  }
}
