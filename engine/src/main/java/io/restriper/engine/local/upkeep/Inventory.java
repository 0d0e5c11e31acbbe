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
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DriveAttachment.StockTaking;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
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

  /** What does not fit is found when stock is taken of its drive again. */
  private static final int MOST_SUSPECTS = 100_000;

  private final Catalog catalog;
  private final DrivePool pool;
  private final BlockClaims claims;
  private final Reclaimer reclaimer;
  private final UUID cluster;
  private final Bounds bounds;
  private final Executor background;

  /** Files of which it could not be told whether they are needed, or that could not be removed. */
  private final Set<Suspect> suspects = ConcurrentHashMap.newKeySet();

  private record Suspect(Slot slot, BlockId block) {}

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
    sweep(slot);
  }

  /** Sweeps what nobody needs off a drive, if it is in use. Returns at once. */
  void sweep(Slot slot) {
    background.execute(
        () -> {
          try {
            Optional<DriveRecord> drive = inUse(slot);
            if (drive.isPresent()) {
              int number = drive.get().number();
              slot.io().call(() -> checkFiles(slot, number, catalog::keptOn));
            }
          } catch (IOException e) {
            LOG.warn("Sweeping drive {} stopped: {}", slot.id(), IoErrors.describe(e));
          }
        });
  }

  private static Optional<DriveRecord> inUse(Slot slot) {
    Slot.Condition condition = slot.condition();
    return condition.usable() ? condition.drive() : Optional.empty();
  }

  @Override
  public void returned(Slot slot, DriveRecord drive) throws IOException {
    reclaimer.takeOver(slot);
    checkFiles(slot, drive.number(), catalog::keptOn);
    checkRecords(slot, drive.number());
  }

  /**
   * Sweeps what nobody needs off a drive that is to be let go.
   *
   * @return whether nobody else was working on any of it, and nothing is left of files that are
   *     being written or removed
   */
  boolean clear(Slot slot, int drive) throws IOException {
    return slot.io()
        .call(() -> checkFiles(slot, drive, (of, blocks) -> Set.of()) && !isInUse(slot));
  }

  private boolean isInUse(Slot slot) throws IOException {
    for (String directory : DriveLayout.blockDirectories()) {
      for (BlockId block : blocks(slot, directory)) {
        if (isInUse(block)) {
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

  /** Tells of many blocks of a drive at once which need no closer look. */
  @FunctionalInterface
  private interface Known {
    Set<BlockId> keptOn(int drive, Collection<BlockId> blocks) throws IOException;
  }

  /** Returns whether nobody else was working on any of those that were looked at closely. */
  private boolean checkFiles(Slot slot, int drive, Known known) throws IOException {
    boolean all = true;
    long swept = 0;
    long adopted = 0;
    for (String directory : DriveLayout.blockDirectories()) {
      Set<BlockId> blocks = blocks(slot, directory);
      if (!blocks.isEmpty()) {
        blocks.removeAll(known.keptOn(drive, blocks));
      }
      for (BlockId block : blocks) {
        Outcome outcome = checkFile(slot, drive, block);
        all &= outcome != Outcome.CLAIMED;
        if (outcome == Outcome.UNDECIDED) {
          leftBehind(slot, block);
        }
        swept += outcome == Outcome.SWEPT ? 1 : 0;
        adopted += outcome == Outcome.ADOPTED ? 1 : 0;
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

  private static Set<BlockId> blocks(Slot slot, String directory) throws IOException {
    Set<BlockId> blocks = new LinkedHashSet<>();
    for (String name : slot.files().list(directory)) {
      BlockNames.parse(directory, name).ifPresent(blocks::add);
    }
    return blocks;
  }

  /** A block file that should go may have stayed on a drive. */
  void leftBehind(Slot slot, BlockId block) {
    if (suspects.size() < MOST_SUSPECTS) {
      suspects.add(new Suspect(slot, block));
    }
  }

  /** Looks once more at what stayed. Returns at once. */
  void lookAtSuspects() {
    if (!suspects.isEmpty()) {
      background.execute(() -> suspects.removeIf(this::isSettled));
    }
  }

  /** Stock is taken of a drive that is away when it comes back. */
  private boolean isSettled(Suspect suspect) {
    Slot slot = suspect.slot();
    try {
      Optional<DriveRecord> drive = inUse(slot);
      return drive.isEmpty()
          || slot.io()
              .call(
                  () ->
                      !isThere(suspect)
                          || checkFile(slot, drive.get().number(), suspect.block()).isFinal());
    } catch (IOException e) {
      LOG.debug("{} on drive {} stays: {}", suspect.block(), slot.id(), IoErrors.describe(e));
      return false;
    }
  }

  private static boolean isThere(Suspect suspect) throws IOException {
    try {
      suspect.slot().files().stat(BlockNames.path(suspect.block()));
      return true;
    } catch (IOException e) {
      if (IoErrors.isAbsent(e)) {
        return false;
      }
      throw e;
    }
  }

  private enum Outcome {
    CLAIMED,
    KEPT,
    /**
     * Neither needed now nor needless: its place on record is on a drive that is away, its version
     * is being written, or its record has just changed.
     */
    UNDECIDED,
    ADOPTED,
    SWEPT;

    boolean isFinal() {
      return this != CLAIMED && this != UNDECIDED;
    }
  }

  private Outcome checkFile(Slot slot, int drive, BlockId block) throws IOException {
    Optional<BlockClaims.Claim> claim = claims.claim(slot, block);
    if (claim.isEmpty()) {
      return Outcome.CLAIMED;
    }
    try {
      // Asked first: a block that is on no record afterwards was on none while that was the state.
      Optional<VersionState> state = catalog.state(block.version());
      Optional<KnownBlock> known = catalog.block(block);
      return known.isPresent()
          ? checkKnown(slot, drive, known.get())
          : checkUnknown(slot, block, state);
    } finally {
      claim.get().close();
    }
  }

  private Outcome checkKnown(Slot slot, int drive, KnownBlock record) throws IOException {
    boolean here = record.drive() == drive;
    if (!record.state().isKept()) {
      // What is here and garbage, the reclaimer removes.
      if (here) {
        return Outcome.KEPT;
      }
      return record.state() == VersionState.PENDING
          ? Outcome.UNDECIDED
          : sweep(slot, record.block());
    }
    if (here && !record.lost()) {
      return Outcome.KEPT;
    }
    boolean elsewhere = !record.lost() && pool.usable(record.drive()).isPresent();
    if (!elsewhere && adopt(slot, drive, record.block())) {
      return Outcome.ADOPTED;
    }
    return elsewhere ? sweep(slot, record.block()) : Outcome.UNDECIDED;
  }

  /**
   * Looks at a block that is on no record. A version is recorded before its first block is written,
   * and given up when none is being written any more. Of one that a process before this one began,
   * no more blocks are written; of one that files are re-encoded to, tasks have claims on the
   * blocks that are on no record yet.
   */
  private Outcome checkUnknown(Slot slot, BlockId block, Optional<VersionState> state)
      throws IOException {
    if (block.version() < bounds.from()) {
      return Outcome.KEPT;
    }
    boolean needless =
        state.isEmpty()
            || switch (state.get()) {
              case GARBAGE, TRANSCODING -> true;
              case PENDING -> block.version() < bounds.below();
              case CURRENT -> false;
            };
    return needless ? sweep(slot, block) : Outcome.UNDECIDED;
  }

  private static Outcome sweep(Slot slot, BlockId block) throws IOException {
    slot.files().delete(BlockNames.path(block));
    return Outcome.SWEPT;
  }

  /** Takes a block in that the catalog has lost, or knows on a drive that is away. */
  private boolean adopt(Slot slot, int drive, BlockId block) throws IOException {
    List<StripeRecord> found = catalog.stripes(block.version(), block.stripe(), 1);
    if (found.isEmpty() || found.get(0).index() != block.stripe()) {
      return false;
    }
    StripeRecord stripe = found.get(0);
    if (!isIntact(slot, block, stripe.blockLength())) {
      return false;
    }
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

  /**
   * Whether a block file can be read and is what it should be.
   *
   * @param length of its payload by the record, in bytes
   * @throws NoAnswerException if the drive does not answer, which says nothing about the block
   * @throws NewerFormatException if a newer server wrote it
   */
  private boolean isIntact(Slot slot, BlockId block, int length)
      throws NoAnswerException, NewerFormatException {
    try (VerifiedBlock opened = VerifiedBlock.open(slot.files(), block, cluster)) {
      opened.requireLength(length);
      opened.readAll(new byte[opened.header().blockLength()], 0);
      return true;
    } catch (NoAnswerException | NewerFormatException e) {
      throw e;
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
        if (!BlockStat.matches(slot, placed)
            && !isIntact(slot, placed.block(), placed.blockLength())) {
          catalog.markLost(placed.block(), drive);
        }
      }
    } while (page.size() == PAGE);
  }
}
