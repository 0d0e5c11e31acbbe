package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into input and output that failed: is it the drive, or the block alone? A block is examined
 * a second time before it counts as lost. Thread-safe.
 */
final class TroubleDesk implements Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleDesk.class);

  /** What does not fit is found again by whoever reads it next, and by the patrol. */
  private static final int MOST_WAITING = 10_000;

  /** So many errors in so short a time, and a drive counts as dead although it still answers. */
  static final int DEADLY_ERRORS = 5;

  private static final long DEADLY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final UUID cluster;
  private final Executor executor;
  private final LongSupplier nanos;
  private final Set<BlockId> waiting = ConcurrentHashMap.newKeySet();
  private final Map<String, Deque<Long>> errors = new ConcurrentHashMap<>();
  private final AtomicBoolean runCalled = new AtomicBoolean();
  private final Executor later;
  private volatile DriveMonitor monitor;

  /**
   * @param executor examines
   * @param later runs what it is given after a moment, so that many losses call for one run
   */
  TroubleDesk(
      Catalog catalog,
      DrivePool pool,
      RiskTracker risk,
      UUID cluster,
      Executor executor,
      Executor later,
      LongSupplier nanos) {
    this.catalog = catalog;
    this.pool = pool;
    this.risk = risk;
    this.cluster = cluster;
    this.executor = executor;
    this.later = later;
    this.nanos = nanos;
  }

  void setMonitor(DriveMonitor drives) {
    monitor = drives;
  }

  @Override
  public void block(Slot slot, int drive, BlockId block, IOException error) {
    examineLater(slot, drive, block, Trigger.CORRUPTION_FOUND);
  }

  @Override
  public void scrubbed(Slot slot, int drive, BlockId block, IOException error) {
    examineLater(slot, drive, block, Trigger.SCRUB);
  }

  private void examineLater(Slot slot, int drive, BlockId block, Trigger found) {
    if (waiting.size() < MOST_WAITING && waiting.add(block)) {
      executor.execute(
          () -> {
            try {
              examine(slot, drive, block, found);
            } finally {
              waiting.remove(block);
            }
          });
    }
  }

  @Override
  public void drive(Slot slot, IOException error) {
    if (IoErrors.isNoRoom(error)) {
      LOG.debug("Drive {} at {} is full", slot.id(), slot.path());
    } else {
      LOG.warn("Drive {} at {}: {}", slot.id(), slot.path(), IoErrors.describe(error));
    }
    // One that does not answer is taken out of use by whoever looks at it next, and is not dead.
    boolean counts =
        !IoErrors.isNoRoom(error)
            && !IoErrors.isAbsent(error)
            && !(error instanceof NoAnswerException);
    boolean deadly = counts && tooMany(slot);
    executor.execute(
        () -> {
          if (deadly && monitor.check(slot)) {
            errors.remove(slot.id());
            monitor.declareDead(slot, error);
          } else {
            monitor.check(slot);
          }
        });
  }

  private boolean tooMany(Slot slot) {
    Deque<Long> times = errors.computeIfAbsent(slot.id(), id -> new ArrayDeque<>());
    long now = nanos.getAsLong();
    synchronized (times) {
      times.addLast(now);
      while (now - times.getFirst() > DEADLY_NANOS) {
        times.removeFirst();
      }
      return times.size() >= DEADLY_ERRORS;
    }
  }

  private void examine(Slot slot, int drive, BlockId block, Trigger found) {
    if (!monitor.check(slot) || pool.usable(drive).filter(slot::equals).isEmpty()) {
      return;
    }
    IOException damage = verify(slot, block);
    if (damage == null || damage instanceof NoAnswerException) {
      return;
    }
    if (damage instanceof NewerFormatException) {
      // It is whole, and may be needed by the server that wrote it.
      monitor.declareNewer(slot, damage.getMessage());
      return;
    }
    try {
      boolean current =
          catalog
              .block(block)
              .filter(known -> known.drive() == drive && !known.lost())
              .filter(known -> known.state().isKept())
              .isPresent();
      if (current) {
        lose(slot, drive, block, damage, found);
      }
    } catch (IOException e) {
      LOG.error("Block {} cannot be recorded as lost: {}", BlockNames.path(block), e.toString());
    }
  }

  private void lose(Slot slot, int drive, BlockId block, IOException damage, Trigger found)
      throws IOException {
    risk.lossNoticed();
    if (catalog.markLost(block, drive)) {
      LOG.warn(
          "Block {} on drive {} is lost: {}",
          BlockNames.path(block),
          slot.id(),
          IoErrors.describe(damage));
      callForRun(found);
    }
    risk.reassess();
  }

  private void callForRun(Trigger found) {
    if (runCalled.compareAndSet(false, true)) {
      later.execute(
          () -> {
            runCalled.set(false);
            risk.callForRun(found, "lost or corrupt blocks found");
          });
    }
  }

  /** Why a block cannot be read, or is not what the catalog says; null if it is. */
  private IOException verify(Slot slot, BlockId block) {
    try {
      List<StripeRecord> stripes = catalog.stripes(block.version(), block.stripe(), 1);
      return slot.io()
          .call(
              () -> {
                try (VerifiedBlock opened = VerifiedBlock.open(slot.files(), block, cluster)) {
                  for (StripeRecord stripe : stripes) {
                    if (stripe.index() == block.stripe()) {
                      opened.requireLength(stripe.blockLength());
                    }
                  }
                  opened.readAll(new byte[opened.header().blockLength()], 0);
                  return null;
                }
              });
    } catch (IOException e) {
      return e;
    }
  }
}
