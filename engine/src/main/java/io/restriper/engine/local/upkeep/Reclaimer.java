package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.drive.Tombstones;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the block files of garbage versions, and keeps the tombstones that tell a rebuild of the
 * catalog what is dead as long as a drive that is away may still hold blocks of it. Thread-safe.
 */
final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);
  private static final int PAGE = 512;

  private final Catalog catalog;
  private final DrivePool pool;
  private final VersionPins pins;
  private final Trouble trouble;
  private final Map<Long, Tombstone> buried = new ConcurrentHashMap<>();

  Reclaimer(Catalog catalog, DrivePool pool, VersionPins pins, Trouble trouble) {
    this.catalog = catalog;
    this.pool = pool;
    this.pins = pins;
    this.trouble = trouble;
  }

  /** Writes a tombstone on every drive in use; durable when it returns. */
  void bury(Tombstone tombstone) {
    buried.put(tombstone.version(), tombstone);
    onEveryDrive(slot -> Tombstones.write(slot.files(), tombstone));
  }

  /** Removes a tombstone from every drive in use. */
  void exhume(long version) {
    Tombstone tombstone = buried.remove(version);
    if (tombstone != null) {
      onEveryDrive(slot -> Tombstones.delete(slot.files(), tombstone));
    }
  }

  private interface DriveStep {
    void run(Slot slot) throws IOException;
  }

  private void onEveryDrive(DriveStep step) {
    Map<Slot, CompletableFuture<Void>> under = new HashMap<>();
    for (Slot slot : pool.usable().values()) {
      under.put(
          slot,
          slot.submit(
              () -> {
                step.run(slot);
                return null;
              }));
    }
    under.forEach(
        (slot, result) -> {
          try {
            result.join();
          } catch (CompletionException e) {
            trouble.drive(slot, Failures.io(e));
          }
        });
  }

  /** Takes note of the tombstones on a drive that was put in use, and drops those not needed. */
  void takeOver(Slot slot) throws IOException {
    for (Tombstone tombstone : Tombstones.list(slot.files())) {
      boolean needed =
          !catalog.isGone(tombstone.version()) && !catalog.isCurrent(tombstone.version());
      if (needed) {
        buried.put(tombstone.version(), tombstone);
      } else {
        Tombstones.delete(slot.files(), tombstone);
      }
    }
  }

  /**
   * Removes what can be removed of all garbage.
   *
   * @return whether all was tried: not if some of it is still being read
   */
  boolean reclaimAll() throws IOException {
    boolean tried = true;
    long after = 0;
    List<Long> versions;
    do {
      versions = catalog.garbage(after, PAGE);
      for (long version : versions) {
        tried &= !pins.isPinned(version);
        reclaim(version);
        after = version;
      }
    } while (versions.size() == PAGE);
    for (long version : List.copyOf(buried.keySet())) {
      if (catalog.isGone(version)) {
        exhume(version);
      }
    }
    return tried;
  }

  /**
   * Removes what can be removed of a garbage version.
   *
   * @return whether nothing is left of it
   */
  boolean reclaim(long version) throws IOException {
    if (pins.isPinned(version)) {
      return false;
    }
    Set<Integer> retired = retiredDrives();
    Optional<BlockId> after = Optional.empty();
    List<KnownBlock> blocks;
    do {
      blocks = catalog.garbageBlocks(version, after, PAGE);
      if (!blocks.isEmpty()) {
        after = Optional.of(blocks.get(blocks.size() - 1).block());
        List<BlockId> gone = remove(blocks, retired);
        if (!gone.isEmpty()) {
          catalog.forget(gone);
        }
      }
    } while (blocks.size() == PAGE);
    boolean nothingLeft = catalog.isGone(version);
    if (nothingLeft) {
      exhume(version);
    }
    return nothingLeft;
  }

  /** Drives whose slot another drive has: what is on them is swept if they should come back. */
  private Set<Integer> retiredDrives() throws IOException {
    return catalog.drives().stream()
        .filter(drive -> drive.slot() == 0)
        .map(DriveRecord::number)
        .collect(Collectors.toSet());
  }

  private List<BlockId> remove(List<KnownBlock> blocks, Set<Integer> retired) {
    List<BlockId> gone = new ArrayList<>();
    Map<Slot, List<BlockId>> bySlot = new HashMap<>();
    for (KnownBlock block : blocks) {
      if (block.drive() == 0 || retired.contains(block.drive())) {
        gone.add(block.block());
      } else {
        pool.usable(block.drive())
            .ifPresent(
                slot -> bySlot.computeIfAbsent(slot, s -> new ArrayList<>()).add(block.block()));
      }
    }
    Map<Slot, CompletableFuture<Void>> under = new HashMap<>();
    bySlot.forEach((slot, ids) -> under.put(slot, slot.submit(() -> deleteFiles(slot, ids))));
    under.forEach(
        (slot, result) -> {
          try {
            result.join();
            gone.addAll(bySlot.get(slot));
          } catch (CompletionException e) {
            trouble.drive(slot, Failures.io(e));
          }
        });
    return gone;
  }

  /** Durably, so that a rebuild of the catalog does not find them again. */
  private static Void deleteFiles(Slot slot, List<BlockId> blocks) throws IOException {
    Set<String> directories = new HashSet<>();
    for (BlockId block : blocks) {
      slot.files().delete(BlockNames.path(block));
      directories.add(BlockNames.directory(block));
    }
    for (String directory : directories) {
      try {
        slot.files().syncDirectory(directory);
      } catch (IOException e) {
        if (!IoErrors.isAbsent(e)) {
          throw e;
        }
        LOG.debug("Directory {} on drive {} is not there", directory, slot.id());
      }
    }
    return null;
  }
}
