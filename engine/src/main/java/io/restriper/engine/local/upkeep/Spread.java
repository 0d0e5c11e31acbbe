package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Fill;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls for a run when the fill of the drives has drifted, and lets drives go that are empty. Used
 * by one thread, apart from {@link #working}.
 */
final class Spread {
  /** After so long without a task no run is taken to be going on. */
  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(Spread.class);

  /** What a run could not level it is not asked to level again before it is so much worse. */
  private static final double WORSE = 0.05;

  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final Inventory inventory;
  private final Reclaimer reclaimer;
  private final Runnable garbageMade;
  private final int blockSize;
  private final LongSupplier nanos;
  private volatile long lastWork;
  private long lastLook;
  private Map<Integer, Slot> drives = Map.of();
  private double called;

  /**
   * @param garbageMade called when garbage on a drive needs nobody to remove it any more
   */
  Spread(
      Catalog catalog,
      DrivePool pool,
      RiskTracker risk,
      Inventory inventory,
      Reclaimer reclaimer,
      Runnable garbageMade,
      int blockSize,
      LongSupplier nanos) {
    this.catalog = catalog;
    this.pool = pool;
    this.risk = risk;
    this.inventory = inventory;
    this.reclaimer = reclaimer;
    this.garbageMade = garbageMade;
    this.blockSize = blockSize;
    this.nanos = nanos;
    this.lastWork = nanos.getAsLong();
    this.lastLook = lastWork;
  }

  /** A run is going on. */
  void working() {
    lastWork = nanos.getAsLong();
  }

  void look() throws IOException {
    letGo();
    long now = nanos.getAsLong();
    if (now - lastWork < QUIET_NANOS) {
      return;
    }
    if (!risk.risk().dataAtRisk() && now - lastLook >= QUIET_NANOS) {
      lastLook = now;
      inventory.lookAtSuspects();
    }
    if (pool.anyMissing()) {
      return;
    }
    if (drives != pool.takingBlocks()) {
      // Whatever made the difference has called for a run itself.
      drives = pool.takingBlocks();
      called = 0;
      working();
      return;
    }
    double excess = Fill.of(pool).excess(blockSize);
    if (excess == 0) {
      called = 0;
    } else if (excess > called + WORSE) {
      called = excess;
      risk.callForRun(Trigger.IMBALANCE, "the fill of the drives has drifted apart");
    }
  }

  private void letGo() throws IOException {
    for (Slot slot : pool.slots()) {
      if (slot.isLeaving() && isDone(slot)) {
        letGo(slot);
      }
    }
  }

  private void letGo(Slot slot) throws IOException {
    if (retire(slot)) {
      garbageMade.run();
      handOver(slot);
      LOG.info("Drive {} at {} is out of use and can be removed", slot.id(), slot.path());
    }
  }

  /** Takes a drive out unless it was configured again meanwhile. */
  private boolean retire(Slot slot) throws IOException {
    slot.leaves().lock();
    try {
      DriveRecord drive = slot.condition().drive().orElseThrow();
      boolean empty = catalog.blocksOn(drive.number(), Optional.empty(), 1).isEmpty();
      if (slot.isLeaving() && empty) {
        catalog.saveDrive(drive.retired());
        pool.remove(slot);
        return true;
      }
      return false;
    } finally {
      slot.leaves().unlock();
    }
  }

  /** What was buried between the last look at the drive and its end does no harm if it stays. */
  private void handOver(Slot slot) {
    boolean isBack = pool.slots().stream().anyMatch(other -> other.path().equals(slot.path()));
    if (isBack) {
      return;
    }
    try {
      slot.io()
          .call(
              () -> {
                reclaimer.handOver(slot);
                return null;
              });
    } catch (IOException e) {
      LOG.debug("Tombstones stay on drive {}: {}", slot.id(), e.toString());
    }
  }

  /**
   * Empty, also of what a task or a crash left; of one that is lost, all that was on it must have
   * been rebuilt elsewhere.
   */
  private boolean isDone(Slot slot) throws IOException {
    Slot.Condition condition = slot.condition();
    if (condition.drive().isEmpty()) {
      return false;
    }
    int drive = condition.drive().get().number();
    return condition.usable()
        ? catalog.bytesOn(drive) == 0 && isCleared(slot, drive)
        : catalog.blocksOn(drive, Optional.empty(), 1).isEmpty();
  }

  /** So that no power cut brings blocks back on a drive that nobody looks after any more. */
  private static void syncDeletions(Slot slot) throws IOException {
    for (String directory : DriveLayout.blockDirectories()) {
      try {
        slot.files().syncDirectory(directory);
      } catch (IOException e) {
        if (!IoErrors.isAbsent(e)) {
          throw e;
        }
        LOG.trace("Directory {} on drive {} is not there", directory, slot.id());
      }
    }
  }

  private boolean isCleared(Slot slot, int drive) {
    try {
      if (!inventory.clear(slot, drive)) {
        return false;
      }
      return slot.io()
          .call(
              () -> {
                syncDeletions(slot);
                reclaimer.handOver(slot);
                return true;
              });
    } catch (IOException e) {
      LOG.debug("Drive {} cannot be looked through: {}", slot.id(), e.toString());
      return false;
    }
  }
}
