package io.restriper.engine.local.upkeep;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Placement.Target;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Rebuilds the blocks of a stripe that are lost or away, on other drives: reads k blocks, makes the
 * missing ones, writes them durably, and records them if the stripe is still what was read.
 * Thread-safe.
 */
final class Reprotector {
  private final Catalog catalog;
  private final DrivePool pool;
  private final Placement placement;
  private final StripeReader reader;
  private final BufferPool buffers;
  private final BlockClaims claims;
  private final Leftovers leftovers;
  private final Trouble trouble;
  private final UUID cluster;
  private final FaultPoints faults;
  private final BlockedReasons reasons;

  /** What a task works with. */
  record Tools(
      Catalog catalog,
      DrivePool pool,
      Placement placement,
      StripeReader reader,
      BufferPool buffers,
      BlockClaims claims,
      Trouble trouble,
      UUID cluster,
      FaultPoints faults) {}

  Reprotector(Tools tools) {
    this.catalog = tools.catalog;
    this.pool = tools.pool;
    this.placement = tools.placement;
    this.reader = tools.reader;
    this.buffers = tools.buffers;
    this.claims = tools.claims;
    this.leftovers = new Leftovers(catalog, pool, claims, tools.trouble);
    this.trouble = tools.trouble;
    this.cluster = tools.cluster;
    this.faults = tools.faults;
    this.reasons = new BlockedReasons(catalog, pool);
  }

  /** Does a task; see {@link io.restriper.engine.volume.Volume#perform}. */
  TaskOutcome perform(Task task) throws IOException {
    WorkItem item =
        catalog
            .workItem(task.id())
            .orElseThrow(() -> new IOException("the plan was replaced by another one"));
    Optional<VersionRecord> version = catalog.version(item.version());
    List<StripeRecord> found = catalog.stripes(item.version(), item.stripe(), 1);
    if (version.isEmpty()
        || found.isEmpty()
        || found.get(0).index() != item.stripe()
        || !catalog.isCurrent(item.version())) {
      return new TaskOutcome.Done();
    }
    return reprotect(task, version.get(), found.get(0));
  }

  private TaskOutcome reprotect(Task task, VersionRecord version, StripeRecord stripe)
      throws IOException {
    List<Integer> missing = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int block = 0; block < stripe.placements().size(); block++) {
      StripeRecord.Placement place = stripe.placements().get(block);
      if (!place.lost() && pool.usable(place.drive()).isPresent()) {
        taken.add(place.drive());
      } else {
        missing.add(block);
      }
    }
    if (missing.isEmpty()) {
      return new TaskOutcome.Done();
    }
    Encoding encoding = version.encoding();
    List<Target> targets =
        placement.choose(missing.size(), stripe.blockLength(), encoding.parityBlocks(), taken);
    if (targets.isEmpty() && taken.size() < encoding.dataBlocks()) {
      return reasons.unreadable(version, stripe);
    }
    if (targets.isEmpty()) {
      return new TaskOutcome.NotNow(reasons.noTarget(version, stripe, taken.size()));
    }
    List<Integer> rebuilt = missing.subList(0, targets.size());
    try (BufferPool.Lease lease = buffers.lease(encoding.totalBlocks(), stripe.blockLength())) {
      boolean[] wanted = new boolean[encoding.totalBlocks()];
      rebuilt.forEach(block -> wanted[block] = true);
      byte[][] blocks = reader.blocks(version, stripe, wanted, lease);
      store(task, version, stripe, rebuilt, targets, blocks);
    } catch (VolumeException e) {
      if (e.problem() != Problem.DATA_UNAVAILABLE) {
        throw e;
      }
      return reasons.unreadable(version, stripe);
    }
    return rebuilt.size() == missing.size()
        ? new TaskOutcome.Done()
        : new TaskOutcome.NotNow(reasons.noTarget(version, stripe, taken.size() + rebuilt.size()));
  }

  private void store(
      Task task,
      VersionRecord version,
      StripeRecord stripe,
      List<Integer> indexes,
      List<Target> targets,
      byte[][] blocks)
      throws IOException {
    List<BlockClaims.Claim> held = new ArrayList<>();
    List<CompletableFuture<Durable.Directory>> writes = new ArrayList<>();
    boolean committed = false;
    try {
      for (int i = 0; i < indexes.size(); i++) {
        BlockId id = blockOf(stripe, indexes.get(i));
        Slot slot = targets.get(i).slot();
        held.add(
            claims
                .claim(slot, id)
                .orElseThrow(() -> new IOException(BlockNames.path(id) + " is in use by others")));
      }
      for (int i = 0; i < indexes.size(); i++) {
        writes.add(write(version, stripe, indexes.get(i), targets.get(i), blocks));
      }
      settle(writes);
      faults.passing(FaultPoints.Point.TASK_COMMIT, task);
      committed = commit(stripe, indexes, targets);
    } finally {
      if (!committed) {
        writes.forEach(write -> write.handle((done, failure) -> null).join());
        withdraw(stripe, indexes, targets.subList(0, writes.size()));
      }
      held.forEach(BlockClaims.Claim::close);
    }
    if (!committed) {
      throw new IOException("the stripe changed while it was worked on");
    }
    removeOld(stripe, indexes);
  }

  private CompletableFuture<Durable.Directory> write(
      VersionRecord version, StripeRecord stripe, int index, Target target, byte[][] blocks) {
    BlockHeader header =
        new BlockHeader(
            cluster,
            version.path(),
            version.fileId(),
            new BlockId(stripe.version(), stripe.index(), index),
            version.encoding(),
            version.created(),
            version.modified(),
            stripe.offset(),
            stripe.length(),
            stripe.blockLength(),
            stripe.last());
    faults.passing(FaultPoints.Point.REBUILT_BLOCK, header.block());
    Slot slot = target.slot();
    return slot.submit(
            () ->
                new Durable.Directory(
                    slot,
                    target.drive(),
                    BlockWriter.write(slot.files(), header, blocks[index], 0)))
        .whenComplete(
            (done, failure) -> {
              if (failure instanceof IOException error) {
                trouble.drive(slot, error);
              }
            });
  }

  private void settle(List<CompletableFuture<Durable.Directory>> writes) throws IOException {
    List<Durable.Directory> directories = new ArrayList<>();
    IOException failed = null;
    for (CompletableFuture<Durable.Directory> write : writes) {
      try {
        directories.add(write.join());
      } catch (CompletionException e) {
        failed = Failures.io(e);
      }
    }
    if (failed == null && !Durable.sync(directories, trouble).isEmpty()) {
      failed = new IOException("a directory of blocks could not be made durable");
    }
    if (failed != null) {
      throw failed;
    }
  }

  private boolean commit(StripeRecord stripe, List<Integer> indexes, List<Target> targets)
      throws IOException {
    List<NewPlace> places = new ArrayList<>();
    for (int i = 0; i < indexes.size(); i++) {
      places.add(new NewPlace(indexes.get(i), targets.get(i).drive()));
    }
    boolean done = catalog.replace(stripe.version(), stripe.index(), stripe.epoch(), places);
    if (done) {
      targets.forEach(target -> target.slot().addUsed(stripe.blockLength()));
    }
    return done;
  }

  /** Removes blocks that were written and not recorded, while the claims on them are held. */
  private void withdraw(StripeRecord stripe, List<Integer> indexes, List<Target> targets) {
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      leftovers.removeClaimed(blockOf(stripe, indexes.get(i)), target.drive(), target.slot());
    }
  }

  /** Removes what is left of the blocks that were replaced, where it can be reached. */
  private void removeOld(StripeRecord stripe, List<Integer> indexes) {
    for (int index : indexes) {
      leftovers.remove(blockOf(stripe, index), stripe.placements().get(index).drive());
    }
  }

  private static BlockId blockOf(StripeRecord stripe, int index) {
    return new BlockId(stripe.version(), stripe.index(), index);
  }
}
