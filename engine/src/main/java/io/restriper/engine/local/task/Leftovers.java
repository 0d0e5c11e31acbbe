package io.restriper.engine.local.task;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.Trouble;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes block files of tasks: those that a task replaced, and those that it wrote in vain. The
 * catalog is asked once more under a claim on the file, so that neither a block that another task
 * has put there meanwhile is removed, nor one left that the removal of its version came too early
 * for. What stays because its drive is away is swept when that is put in use, and what stays
 * because it failed, when it is quiet. Thread-safe.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Catalog catalog;
  private final DrivePool pool;
  private final BlockClaims claims;
  private final Trouble trouble;
  private final BiConsumer<Slot, BlockId> leftBehind;

  Leftovers(
      Catalog catalog,
      DrivePool pool,
      BlockClaims claims,
      Trouble trouble,
      BiConsumer<Slot, BlockId> leftBehind) {
    this.leftBehind = leftBehind;
    this.catalog = catalog;
    this.pool = pool;
    this.claims = claims;
    this.trouble = trouble;
  }

  /** Removes a block file unless the catalog has it there; later if somebody has a claim on it. */
  void remove(BlockId block, int drive) {
    pool.usable(drive)
        .ifPresent(slot -> claims.whenFree(slot, block, () -> removeClaimed(block, drive, slot)));
  }

  /** The same for a caller that holds the claim. */
  void removeClaimed(BlockId block, int drive, Slot slot) {
    try {
      if (!isNeeded(block, drive)) {
        slot.submit(
                () -> {
                  slot.files().delete(BlockNames.path(block));
                  return null;
                })
            .join();
      }
    } catch (CompletionException e) {
      leftBehind.accept(slot, block);
      trouble.drive(slot, Durable.asIo(e));
    } catch (IOException e) {
      leftBehind.accept(slot, block);
      LOG.warn("Block {} on drive {} stays: {}", block, slot.id(), IoErrors.describe(e));
    }
  }

  private boolean isNeeded(BlockId block, int drive) throws IOException {
    return catalog
        .block(block)
        .filter(known -> known.state().isKept())
        .map(KnownBlock::drive)
        .filter(recorded -> recorded == drive)
        .isPresent();
  }
}
