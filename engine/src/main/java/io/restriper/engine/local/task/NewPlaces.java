package io.restriper.engine.local.task;

import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.Placement.Target;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Gives blocks of a stripe new places: writes them durably, records them if the stripe is still
 * what was read, and removes what is left at their old places. Thread-safe.
 */
final class NewPlaces {
  private final Catalog catalog;
  private final BlockClaims claims;
  private final Leftovers leftovers;
  private final Trouble trouble;
  private final UUID cluster;
  private final FaultPoints faults;

  NewPlaces(
      Catalog catalog,
      BlockClaims claims,
      Leftovers leftovers,
      Trouble trouble,
      UUID cluster,
      FaultPoints faults) {
    this.catalog = catalog;
    this.claims = claims;
    this.leftovers = leftovers;
    this.trouble = trouble;
    this.cluster = cluster;
    this.faults = faults;
  }

  /**
   * Does it.
   *
   * @param indexes of the blocks
   * @param targets of the blocks, one for each index
   * @param blocks all k+m, of which those are filled
   * @throws IOException if it failed or the stripe changed; nothing has changed then
   */
  void store(
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
        failed = Durable.asIo(e);
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
