package io.restriper.engine.local.task;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.plan.Move;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Fill;
import io.restriper.engine.local.pool.NodeRule;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Placement.Target;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/**
 * Moves a block to another drive: reads and verifies it, or makes it from the others if it is
 * damaged, and gives it its new place. Thread-safe.
 */
final class Mover {
  private static final int LOCKS = 64;

  private final Catalog catalog;
  private final DrivePool pool;
  private final Placement placement;
  private final StripeReader reader;
  private final BufferPool buffers;
  private final WorkTables tables;
  private final NewPlaces places;
  private final BlockedReasons reasons;
  private final List<Lock> locks;

  Mover(TaskDesk.Tools tools, NewPlaces places, BlockedReasons reasons) {
    this.catalog = tools.catalog();
    this.pool = tools.pool();
    this.placement = tools.placement();
    this.reader = tools.reader();
    this.buffers = tools.buffers();
    this.tables = tools.tables();
    this.places = places;
    this.reasons = reasons;
    this.locks = Stream.generate(tools.threads()::lock).limit(LOCKS).toList();
  }

  /** Does a task; see {@link io.restriper.engine.volume.Volume#perform}. */
  TaskOutcome perform(Task task) throws IOException {
    Move move =
        tables
            .move(task.id())
            .orElseThrow(() -> new IOException("the plan was replaced by another one"));
    // Of two moves of one stripe at the same time one would be in vain.
    Lock lock = lockOf(move.block());
    lock.lock();
    try {
      return perform(task, move);
    } finally {
      lock.unlock();
    }
  }

  private Lock lockOf(BlockId block) {
    return locks.get(Math.floorMod(Objects.hash(block.version(), block.stripe()), LOCKS));
  }

  private TaskOutcome perform(Task task, Move move) throws IOException {
    long stripeIndex = move.block().stripe();
    Optional<VersionRecord> version = catalog.version(move.block().version());
    List<StripeRecord> found = catalog.stripes(move.block().version(), stripeIndex, 1);
    if (version.isEmpty()
        || found.isEmpty()
        || found.get(0).index() != stripeIndex
        || !catalog.isKept(move.block().version())) {
      return new TaskOutcome.Done();
    }
    StripeRecord.Placement place = found.get(0).placements().get(move.block().index());
    if (place.lost() || place.drive() != move.from() || pool.usable(move.from()).isEmpty()) {
      return new TaskOutcome.Done();
    }
    return move(task, move, version.get(), found.get(0));
  }

  private TaskOutcome move(Task task, Move move, VersionRecord version, StripeRecord stripe)
      throws IOException {
    Optional<Target> target = target(move, version.encoding(), stripe);
    if (target.isEmpty()) {
      // Without a better place a block that is only to level the fill is well where it is.
      return move.goal() == Move.Goal.EMPTY_DRIVE
          ? new TaskOutcome.NotNow(reasons.cannotEmpty(version, move.from()))
          : new TaskOutcome.Done();
    }
    // Counted while it is on its way, so that others see it; who records it counts it for good.
    target.get().slot().addUsed(move.bytes());
    try (BufferPool.Lease lease =
        buffers.lease(version.encoding().totalBlocks(), stripe.blockLength())) {
      int index = move.block().index();
      boolean[] wanted = new boolean[version.encoding().totalBlocks()];
      wanted[index] = true;
      byte[][] blocks = reader.blocks(version, stripe, wanted, lease);
      places.store(task, version, stripe, List.of(index), List.of(target.get()), blocks);
      pool.usable(move.from()).ifPresent(slot -> slot.addUsed(-move.bytes()));
      return new TaskOutcome.Done();
    } catch (VolumeException e) {
      if (e.problem() != Problem.DATA_UNAVAILABLE) {
        throw e;
      }
      return reasons.unreadable(version, stripe);
    } finally {
      target.get().slot().addUsed(-move.bytes());
    }
  }

  private Optional<Target> target(Move move, Encoding encoding, StripeRecord stripe) {
    Set<Integer> others = new HashSet<>();
    for (int index = 0; index < stripe.placements().size(); index++) {
      if (index != move.block().index()) {
        others.add(stripe.placements().get(index).drive());
      }
    }
    if (move.goal() == Move.Goal.EMPTY_DRIVE) {
      int all = pool.takingBlocks().size();
      return placement.choose(all, move.bytes(), encoding.parityBlocks(), others).stream()
          .filter(each -> Placement.hasRoomNow(each.slot(), move.bytes()))
          .findFirst();
    }
    Slot slot = pool.takingBlocks().get(move.to());
    boolean good =
        slot != null
            && !others.contains(move.to())
            && Placement.hasRoom(slot, move.bytes())
            && isBetter(move, new NodeRule(pool, others, encoding.parityBlocks()));
    return good ? Optional.of(new Target(move.to(), slot)) : Optional.empty();
  }

  /** Whether the move still makes the spread better: files come and go while a run is going on. */
  private boolean isBetter(Move move, NodeRule rule) {
    Fill fill = Fill.of(pool);
    int from = move.from();
    int to = move.to();
    if (!fill.drives().containsAll(List.of(from, to))) {
      return false;
    }
    return switch (move.goal()) {
      case EMPTY_DRIVE -> true;
      case SPREAD_NODES -> rule.spreads(from, to);
      case LEVEL -> rule.allows(from, to) && fill.improves(from, to, move.bytes());
      case MAKE_ROOM ->
          rule.allows(from, to) && fill.free(to) - move.bytes() >= fill.free(from) + move.bytes();
    };
  }
}
