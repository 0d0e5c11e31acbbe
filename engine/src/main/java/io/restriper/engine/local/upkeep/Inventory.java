package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DriveAttachment.StockTaking;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what is on a drive with what the catalog says. The drives are the truth: a block that is
 * here and needed is taken in again; one that the catalog expects and is not here is lost; a block
 * that nobody needs is swept. Thread-safe.
 */
final class Inventory implements StockTaking {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final int PAGE = 512;

  private final Catalog catalog;
  private final DrivePool pool;
  private final BlockClaims claims;
  private final Reclaimer reclaimer;
  private final UUID cluster;
  private final Bounds bounds;
  private final Executor background;

  /** Drives with files of which it could not be told, or that could not be removed. */
  private final Set<Slot> unsettled = ConcurrentHashMap.newKeySet();

  /**
   * Which unknown versions may be swept.
   *
   * @param from blocks of lower versions are kept: a rebuild of the catalog could not make sense of
   *     them yet
   * @param below the first version that this process may have begun
   */
  record Bounds(long from, long below) {}

  Inventory(
      Catalog catalog,
      DrivePool pool,
      BlockClaims claims,
      Reclaimer reclaimer,
      UUID cluster,
      Bounds bounds,
      Executor background) {
    this.catalog = catalog;
    this.pool = pool;
    this.claims = claims;
    this.reclaimer = reclaimer;
    this.cluster = cluster;
    this.bounds = bounds;
    this.background = background;
  }

  @Override
  public void trusted(Slot slot, DriveRecord drive) throws IOException {
    reclaimer.takeOver(slot);
  }

  /**
   * Sweeps what was left behind: by a crash, or by a task that moved a block away from the drive
   * while stock was taken of it. Tasks that end later see the drive in use, and remove themselves
   * what they replace.
   */
  @Override
  public void inUse(Slot slot, DriveRecord drive) {
    background.execute(
        () -> {
          try {
            checkFiles(slot, drive.number());
          } catch (IOException e) {
            LOG.warn("Sweeping drive {} stopped: {}", slot.id(), IoErrors.describe(e));
          }
        });
  }

  @Override
  public void returned(Slot slot, DriveRecord drive) throws IOException {
    reclaimer.takeOver(slot);
    checkFiles(slot, drive.number());
    checkRecords(slot, drive.number());
  }

  /**
   * Sweeps what nobody needs off a drive that is to be let go.
   *
   * @return whether nobody else was working on any of it, and nothing is left of files that are
   *     being written or removed
   */
  boolean clear(Slot slot, int drive) throws IOException {
    return checkFiles(slot, drive) && !isInUse(slot);
  }

  private boolean isInUse(Slot slot) throws IOException {
    for (String directory : DriveLayout.blockDirectories()) {
      for (String name : slot.files().list(directory)) {
        Optional<BlockId> block = BlockNames.parse(directory, name);
        if (block.isPresent() && isInUse(block.get())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isInUse(BlockId block) throws IOException {
    Optional<KnownBlock> known = catalog.block(block);
    return known.isPresent()
        ? !known.get().state().isKept()
        : block.version() >= bounds.from() && !catalog.isGone(block.version());
  }

  /** Returns whether nobody else was working on any of them. */
  private boolean checkFiles(Slot slot, int drive) throws IOException {
    boolean all = true;
    long swept = 0;
    long adopted = 0;
    for (String directory : DriveLayout.blockDirectories()) {
      for (String name : slot.files().list(directory)) {
        Optional<BlockId> block = BlockNames.parse(directory, name);
        if (block.isPresent()) {
          Outcome outcome = checkFile(slot, drive, block.get());
          all &= outcome != Outcome.CLAIMED;
          if (outcome == Outcome.UNDECIDED) {
            unsettled.add(slot);
          }
          swept += outcome == Outcome.SWEPT ? 1 : 0;
          adopted += outcome == Outcome.ADOPTED ? 1 : 0;
        }
      }
    }
    if (swept + adopted > 0) {
      LOG.info(
          "Drive {}: {} blocks taken in again, {} swept that nobody needs",
          slot.id(),
          adopted,
          swept);
    }
    return all;
  }

  /** Something on a drive stayed that should go. */
  void leftBehind(Slot slot) {
    unsettled.add(slot);
  }

  /** Sweeps drives once more on which something stayed. Returns at once. */
  void sweepUnsettled() {
    for (Slot slot : Set.copyOf(unsettled)) {
      unsettled.remove(slot);
      Optional<DriveRecord> drive =
          slot.condition().usable() ? slot.condition().drive() : Optional.empty();
      drive.ifPresent(record -> inUse(slot, record));
    }
  }

  private enum Outcome {
    CLAIMED,
    KEPT,
    /** Neither needed now nor needless: its place on record is on a drive that is away. */
    UNDECIDED,
    ADOPTED,
    SWEPT
  }

  private Outcome checkFile(Slot slot, int drive, BlockId block) throws IOException {
    Optional<BlockClaims.Claim> claim = claims.claim(slot, block);
    if (claim.isEmpty()) {
      return Outcome.CLAIMED;
    }
    try {
      Optional<KnownBlock> known = catalog.block(block);
      if (known.isEmpty()) {
        return isUnneeded(block.version()) ? sweep(slot, block) : Outcome.KEPT;
      }
      KnownBlock record = known.get();
      boolean here = record.drive() == drive;
      if (!record.state().isKept()) {
        return here || record.state() == VersionState.PENDING ? Outcome.KEPT : sweep(slot, block);
      }
      if (here && !record.lost()) {
        return Outcome.KEPT;
      }
      boolean elsewhere = !record.lost() && pool.usable(record.drive()).isPresent();
      if (!elsewhere && adopt(slot, drive, block)) {
        return Outcome.ADOPTED;
      }
      return elsewhere ? sweep(slot, block) : Outcome.UNDECIDED;
    } finally {
      claim.get().close();
    }
  }

  /**
   * Whether a block that is on no record can be of no use. A version that a process before this one
   * began never gets more blocks, even if the reclaimer is not through with it yet. One of this
   * process is recorded before its first block is written. Of one that files are re-encoded to,
   * tasks have claims on the blocks that are on no record yet, so that any other was given up.
   */
  private boolean isUnneeded(long version) throws IOException {
    return version >= bounds.from()
        && (catalog.isGone(version)
            || (version < bounds.below() || catalog.isKept(version))
                && !catalog.isCurrent(version));
  }

  private static Outcome sweep(Slot slot, BlockId block) throws IOException {
    slot.files().delete(BlockNames.path(block));
    return Outcome.SWEPT;
  }

  /** Takes a block in that the catalog has lost, or knows on a drive that is away. */
  private boolean adopt(Slot slot, int drive, BlockId block) throws IOException {
    if (!isIntact(slot, block)) {
      return false;
    }
    List<StripeRecord> found = catalog.stripes(block.version(), block.stripe(), 1);
    if (found.isEmpty() || found.get(0).index() != block.stripe()) {
      return false;
    }
    StripeRecord stripe = found.get(0);
    for (int other = 0; other < stripe.placements().size(); other++) {
      StripeRecord.Placement place = stripe.placements().get(other);
      if (other != block.index() && place.drive() == drive && !place.lost()) {
        return false;
      }
    }
    return catalog.replace(
        block.version(),
        block.stripe(),
        stripe.epoch(),
        List.of(new Catalog.NewPlace(block.index(), drive)));
  }

  private boolean isIntact(Slot slot, BlockId block) {
    try (VerifiedBlock opened = VerifiedBlock.open(slot.files(), block, cluster)) {
      opened.readAll(new byte[opened.header().blockLength()], 0);
      return true;
    } catch (IOException e) {
      LOG.info("Block {} on drive {} is of no use: {}", block, slot.id(), e.getMessage());
      return false;
    }
  }

  private void checkRecords(Slot slot, int drive) throws IOException {
    Optional<BlockId> after = Optional.empty();
    List<PlacedBlock> page;
    do {
      page = catalog.blocksOn(drive, after, PAGE);
      for (PlacedBlock placed : page) {
        after = Optional.of(placed.block());
        if (!BlockStat.matches(slot, placed) && !isIntact(slot, placed.block())) {
          catalog.markLost(placed.block(), drive);
        }
      }
    } while (page.size() == PAGE);
  }
}
