package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.drive.Tombstones;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the block files of garbage versions, and keeps the tombstones that tell a rebuild of the
 * catalog what is dead as long as a drive that is away may still hold blocks of it: also blocks
 * that the catalog knows nothing of, because they were rebuilt elsewhere. Thread-safe.
 */
final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);
  private static final int PAGE = 512;

  private final Catalog catalog;
  private final DrivePool pool;
  private final VersionPins pins;
  private final Trouble trouble;

  /** Whether there may be tombstones that are to be removed some time. */
  private final AtomicBoolean buried = new AtomicBoolean();

  Reclaimer(Catalog catalog, DrivePool pool, VersionPins pins, Trouble trouble) {
    this.catalog = catalog;
    this.pool = pool;
    this.pins = pins;
    this.trouble = trouble;
  }

  /** Writes a tombstone on every drive in use; durable when it returns. */
  void bury(Tombstone tombstone) {
    onEveryDrive(
        slot -> {
          Tombstones.write(slot.files(), tombstone);
          if (!pool.slots().contains(slot)) {
            // Let go meanwhile.
            Tombstones.delete(slot.files(), tombstone);
          }
        });
    // Who looks for tombstones to remove may have been there before this one was.
    buried.set(true);
  }

  /** Removes a version's tombstone from every drive in use. */
  void exhume(long fileId, long version) {
    onEveryDrive(
        slot -> {
          for (Tombstone.Kind kind : Tombstone.Kind.values()) {
            Tombstones.delete(slot.files(), new Tombstone(fileId, version, kind));
          }
        });
  }

  private interface DriveStep {
    void run(Slot slot) throws IOException;
  }

  private void onEveryDrive(DriveStep step) {
    Map<Slot, CompletableFuture<Void>> under = new LinkedHashMap<>();
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
            trouble.drive(slot, Durable.asIo(e));
          }
        });
  }

  /**
   * Takes note of the tombstones on a drive that was put in use. Those of versions that live are of
   * deletions that were never committed, and are removed.
   */
  void takeOver(Slot slot) throws IOException {
    for (Tombstone tombstone : Tombstones.list(slot.files())) {
      if (catalog.isCurrent(tombstone.version())) {
        Tombstones.delete(slot.files(), tombstone);
      } else {
        buried.set(true);
      }
    }
  }

  /**
   * Removes all tombstones from a drive that is let go. As long as a drive is away, the others get
   * them first: some may have been put in use since the burial.
   */
  void handOver(Slot slot) throws IOException {
    for (Tombstone tombstone : Tombstones.list(slot.files())) {
      if (!allDrivesHere()) {
        bury(tombstone);
      }
      Tombstones.delete(slot.files(), tombstone);
    }
  }

  /**
   * Removes what can be removed of all garbage, and the tombstones that nothing is left for.
   *
   * @return whether all was tried: not if some of it is still being read, a drive failed, or drives
   *     came or went meanwhile
   */
  boolean reclaimAll() throws IOException {
    Map<Integer, Slot> drives = pool.usable();
    boolean tried = true;
    long after = 0;
    List<Long> versions;
    do {
      versions = catalog.garbage(after, PAGE);
      for (long version : versions) {
        tried &= reclaim(version) != Outcome.TO_BE_TRIED_AGAIN;
        after = version;
      }
    } while (versions.size() == PAGE);
    if (allDrivesHere() && buried.compareAndSet(true, false)) {
      onEveryDrive(this::removeTombstones);
    }
    return tried && drives == pool.usable();
  }

  private void removeTombstones(Slot slot) throws IOException {
    for (Tombstone tombstone : Tombstones.list(slot.files())) {
      if (catalog.isGone(tombstone.version())) {
        Tombstones.delete(slot.files(), tombstone);
      } else {
        buried.set(true);
      }
    }
  }

  /** What became of a garbage version. */
  enum Outcome {
    GONE,
    /** Some of it is on drives that are away. */
    LEFT,
    TO_BE_TRIED_AGAIN
  }

  /** Removes what can be removed of a garbage version. */
  Outcome reclaim(long version) throws IOException {
    if (pins.isPinned(version)) {
      return Outcome.TO_BE_TRIED_AGAIN;
    }
    OptionalLong fileId =
        catalog.version(version).stream().mapToLong(VersionRecord::fileId).findAny();
    Set<Integer> retired = retiredDrives();
    boolean failed = false;
    Optional<BlockId> after = Optional.empty();
    List<KnownBlock> blocks;
    do {
      blocks = catalog.garbageBlocks(version, after, PAGE);
      if (!blocks.isEmpty()) {
        after = Optional.of(blocks.get(blocks.size() - 1).block());
        List<BlockId> gone = new ArrayList<>();
        failed |= !remove(blocks, retired, gone);
        if (!gone.isEmpty()) {
          catalog.forget(gone);
        }
      }
    } while (blocks.size() == PAGE);
    if (!catalog.isGone(version)) {
      return failed ? Outcome.TO_BE_TRIED_AGAIN : Outcome.LEFT;
    }
    if (buried.get() && fileId.isPresent() && allDrivesHere()) {
      exhume(fileId.getAsLong(), version);
    }
    return Outcome.GONE;
  }

  /** Whether every drive that may have blocks is in use; those that were replaced do not count. */
  private boolean allDrivesHere() throws IOException {
    return catalog.drives().stream()
        .allMatch(drive -> drive.slot() == 0 || pool.usable(drive.number()).isPresent());
  }

  /** Drives whose slot another drive has: what is on them is swept if they should come back. */
  private Set<Integer> retiredDrives() throws IOException {
    return catalog.drives().stream()
        .filter(drive -> drive.slot() == 0)
        .map(DriveRecord::number)
        .collect(Collectors.toSet());
  }

  /**
   * Removes block files.
   *
   * @param gone gets those of which no file is left
   * @return whether nothing failed; what is on drives that are away is no failure
   */
  private boolean remove(List<KnownBlock> blocks, Set<Integer> retired, List<BlockId> gone) {
    boolean failed = false;
    Map<Slot, List<BlockId>> bySlot = new LinkedHashMap<>();
    for (KnownBlock block : blocks) {
      if (block.drive() == 0 || retired.contains(block.drive())) {
        gone.add(block.block());
      } else {
        pool.usable(block.drive())
            .ifPresent(
                slot -> bySlot.computeIfAbsent(slot, s -> new ArrayList<>()).add(block.block()));
      }
    }
    Map<Slot, CompletableFuture<Void>> under = new LinkedHashMap<>();
    bySlot.forEach((slot, ids) -> under.put(slot, slot.submit(() -> deleteFiles(slot, ids))));
    for (Map.Entry<Slot, CompletableFuture<Void>> each : under.entrySet()) {
      try {
        each.getValue().join();
        gone.addAll(bySlot.get(each.getKey()));
      } catch (CompletionException e) {
        failed = true;
        trouble.drive(each.getKey(), Durable.asIo(e));
      }
    }
    return !failed;
  }

  /** Durably, so that a rebuild of the catalog does not find them again. */
  private static Void deleteFiles(Slot slot, List<BlockId> blocks) throws IOException {
    Set<String> directories = new LinkedHashSet<>();
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
        requireDrive(slot, e);
        LOG.debug("Directory {} on drive {} is not there", directory, slot.id());
      }
    }
    return null;
  }

  /** What is not there because its whole drive is away is not gone. */
  private static void requireDrive(Slot slot, IOException absent) throws IOException {
    if (!(DriveIdentity.read(slot.files()) instanceof DriveIdentity.ReadResult.Found)) {
      throw absent;
    }
  }
}
