package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes block files of tasks: those that a task replaced, and those that it wrote in vain. The
 * catalog is asked once more under a claim on the file, so that neither a block that another task
 * has put there meanwhile is removed, nor one left that the removal of its version came too early
 * for. What stays because its drive is away or failed is swept when the drive is put in use.
 * Thread-safe.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Catalog catalog;
  private final DrivePool pool;
  private final BlockClaims claims;
  private final Trouble trouble;

  Leftovers(Catalog catalog, DrivePool pool, BlockClaims claims, Trouble trouble) {
    this.catalog = catalog;
    this.pool = pool;
    this.claims = claims;
    this.trouble = trouble;
  }

  /** Removes a block file unless the catalog has it there. The caller holds no claim. */
  void remove(BlockId block, int drive) {
    Optional<Slot> slot = pool.usable(drive);
    if (slot.isPresent()) {
      BlockClaims.Claim claim = claims.awaitClaim(slot.get(), block);
      try {
        removeClaimed(block, drive, slot.get());
      } finally {
        claim.close();
      }
    }
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
      trouble.drive(slot, Failures.io(e));
    } catch (IOException e) {
      LOG.warn("Block {} on drive {} stays: {}", block, slot.id(), IoErrors.describe(e));
    }
  }

  private boolean isNeeded(BlockId block, int drive) throws IOException {
    return catalog
        .block(block)
        .filter(known -> known.state() == VersionState.CURRENT)
        .map(KnownBlock::drive)
        .filter(recorded -> recorded == drive)
        .isPresent();
  }
}
