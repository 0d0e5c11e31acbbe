package io.restriper.engine.local.plan;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.plan.WorkTables.StripeId;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Fill;
import io.restriper.engine.local.pool.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Plans moves that spread stripes over the nodes: of each stripe that the failure of one node could
 * make unreadable, blocks leave the node that holds most of them for the one that holds fewest. A
 * stripe is planned only if it bears the failure of a node afterwards, so that one that cannot be
 * helped is left alone. Used once, by one thread.
 */
final class NodeSpread {
  private static final int PAGE = 256;

  private final Catalog catalog;
  private final WorkTables tables;
  private final Fill fill;
  private final BooleanSupplier outdated;
  private final Map<Integer, Slot> drives;

  NodeSpread(
      Catalog catalog, DrivePool pool, WorkTables tables, Fill fill, BooleanSupplier outdated) {
    this.outdated = outdated;
    this.catalog = catalog;
    this.tables = tables;
    this.fill = fill;
    this.drives = pool.takingBlocks();
  }

  void plan() throws IOException {
    if (catalog.leastNodeTolerance().orElse(1) > 0) {
      return;
    }
    for (Encoding encoding : catalog.encodings()) {
      if (areEnoughNodes(encoding)) {
        plan(encoding);
      }
    }
  }

  /** Whether the drives of the nodes can hold a stripe with at most m blocks on each node. */
  private boolean areEnoughNodes(Encoding encoding) {
    Map<Integer, Long> onNode =
        drives.values().stream().collect(Collectors.groupingBy(Slot::node, Collectors.counting()));
    long places =
        onNode.values().stream().mapToLong(count -> Math.min(count, encoding.parityBlocks())).sum();
    return places >= encoding.totalBlocks();
  }

  private void plan(Encoding encoding) throws IOException {
    Optional<StripeId> after = Optional.empty();
    List<StripeId> page;
    do {
      page = tables.stripesOfNoNodeTolerance(encoding, after, PAGE);
      List<List<Move>> found = new ArrayList<>();
      for (StripeId stripe : page) {
        after = Optional.of(stripe);
        found.add(plan(encoding, stripe));
      }
      tables.addMoves(inTurns(found));
    } while (page.size() == PAGE && !outdated.getAsBoolean());
  }

  /** One move of each stripe after the other, as two of one stripe would wait for each other. */
  private static List<Move> inTurns(List<List<Move>> stripes) {
    List<Move> moves = new ArrayList<>();
    int longest = stripes.stream().mapToInt(List::size).max().orElse(0);
    for (int turn = 0; turn < longest; turn++) {
      for (List<Move> stripe : stripes) {
        if (turn < stripe.size()) {
          moves.add(stripe.get(turn));
        }
      }
    }
    return moves;
  }

  /** Empty if the stripe cannot be brought to bear the failure of a node. */
  private List<Move> plan(Encoding encoding, StripeId id) throws IOException {
    List<StripeRecord> found = catalog.stripes(id.version(), id.stripe(), 1);
    if (found.isEmpty() || found.get(0).index() != id.stripe()) {
      return List.of();
    }
    StripeRecord stripe = found.get(0);
    Map<Integer, Integer> places = places(stripe);
    Map<Integer, Move> moves = new HashMap<>();
    List<Move> inOrder = new ArrayList<>();
    Map<Integer, Integer> onNode = count(places);
    while (mostOf(onNode) > encoding.parityBlocks()) {
      Optional<Move> next = next(stripe, places, onNode, moves.keySet());
      if (next.isEmpty()) {
        return List.of();
      }
      moves.put(next.get().block().index(), next.get());
      inOrder.add(next.get());
      places.put(next.get().block().index(), next.get().to());
      onNode = count(places);
    }
    inOrder.forEach(move -> fill.move(move.from(), move.to(), move.bytes()));
    return inOrder;
  }

  /**
   * Drives by block, without those that are to be emptied: their blocks find places by the rule.
   */
  private Map<Integer, Integer> places(StripeRecord stripe) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int index = 0; index < stripe.placements().size(); index++) {
      Placement place = stripe.placements().get(index);
      if (!place.lost() && drives.containsKey(place.drive())) {
        places.put(index, place.drive());
      }
    }
    return places;
  }

  private Map<Integer, Integer> count(Map<Integer, Integer> places) {
    Map<Integer, Integer> onNode = new HashMap<>();
    places.values().forEach(drive -> onNode.merge(nodeOf(drive), 1, Integer::sum));
    return onNode;
  }

  private int nodeOf(int drive) {
    return drives.get(drive).node();
  }

  private static int mostOf(Map<Integer, Integer> onNode) {
    return onNode.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private Optional<Move> next(
      StripeRecord stripe,
      Map<Integer, Integer> places,
      Map<Integer, Integer> onNode,
      Set<Integer> moved) {
    int most = mostOf(onNode);
    Optional<Integer> leaving =
        places.keySet().stream()
            .filter(index -> !moved.contains(index))
            .filter(index -> onNode.get(nodeOf(places.get(index))) == most)
            .max(Comparator.comparingLong(index -> fill.surplus(places.get(index))));
    Set<Integer> held = new HashSet<>(places.values());
    Comparator<Integer> fewest =
        Comparator.comparingInt(drive -> onNode.getOrDefault(nodeOf(drive), 0));
    Optional<Integer> target =
        fill.drives().stream()
            .filter(drive -> drives.containsKey(drive) && !held.contains(drive))
            .filter(drive -> onNode.getOrDefault(nodeOf(drive), 0) < most - 1)
            .filter(drive -> fill.hasRoom(drive, stripe.blockLength()))
            .min(fewest.thenComparingLong(fill::surplus));
    return leaving.isEmpty() || target.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Move(
                0,
                new BlockId(stripe.version(), stripe.index(), leaving.get()),
                places.get(leaving.get()),
                target.get(),
                stripe.blockLength(),
                Move.Goal.SPREAD_NODES));
  }
}
