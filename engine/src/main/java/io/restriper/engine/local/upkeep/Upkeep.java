package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.file.FileEvents;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DriveAttachment;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a volume: watches its drives, examines what failed, removes garbage, patrols, and
 * does the tasks of runs. Thread-safe.
 */
public final class Upkeep implements FileEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** How long losses are collected before they call for a run. */
  private static final Duration COLLECT = Duration.ofMillis(500);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private static final String SWEEP_FROM = "sweep-from";

  private final Parts parts;
  private final EngineRuntime runtime;
  private final Workers clock;
  private final Workers lookers;
  private final Workers examiner;
  private final Workers keeper;
  private final Workers sweeper;
  private final TroubleDesk trouble;
  private final Reclaimer reclaimer;
  private final DriveMonitor monitor;
  private final DriveAttachment attachment;
  private final Reprotector reprotector;
  private final Patrol patrol;

  /** Done when each drive was looked at once: before that, none may be taken to be away. */
  private final CompletableFuture<Void> firstLook = new CompletableFuture<>();

  private final AtomicBoolean garbage = new AtomicBoolean(true);
  private final AtomicBoolean keeping = new AtomicBoolean();
  private final AtomicBoolean shortOfRoom = new AtomicBoolean();
  private volatile boolean closed;

  /** The drives on which garbage was removed last; used by the housekeeper alone. */
  private Set<Integer> reclaimedOn = Set.of();

  /** Something that the volume wants done every time its state is looked at. */
  @FunctionalInterface
  public interface Refresh {
    void run() throws IOException;
  }

  /** What the upkeep looks after. */
  public record Parts(
      Catalog catalog,
      DrivePool pool,
      RiskTracker risk,
      VersionPins pins,
      Placement placement,
      UUID cluster,
      BufferPool buffers,
      Refresh refresh) {}

  public Upkeep(Parts parts, EngineRuntime runtime) throws IOException {
    this.parts = parts;
    this.runtime = runtime;
    Catalog catalog = parts.catalog;
    DrivePool pool = parts.pool;
    Threads threads = runtime.threads();
    this.clock = threads.workers("volume-clock", 1);
    this.lookers = threads.workers("drive-look", Threads.UNBOUNDED);
    this.examiner = threads.workers("block-examiner", 1);
    this.keeper = threads.workers("housekeeper", 1);
    this.sweeper = threads.workers("sweeper", 1);
    this.trouble =
        new TroubleDesk(
            catalog,
            pool,
            parts.risk,
            parts.cluster,
            this::examine,
            work -> clock.executeAfter(COLLECT, work),
            runtime.nanos());
    this.reclaimer = new Reclaimer(catalog, pool, parts.pins, trouble);
    BlockClaims claims = new BlockClaims(threads);
    Inventory.Bounds bounds =
        new Inventory.Bounds(
            catalog.setting(SWEEP_FROM).map(Long::parseLong).orElse(0L), catalog.nextNumber());
    Inventory inventory =
        new Inventory(
            catalog,
            pool,
            claims,
            reclaimer,
            parts.cluster,
            bounds,
            work -> firstLook.thenRunAsync(work, sweeper));
    this.attachment = new DriveAttachment(catalog, pool, parts.cluster, runtime.clock(), inventory);
    this.monitor =
        new DriveMonitor(
            catalog,
            pool,
            parts.risk,
            parts.cluster,
            attachment,
            lookers,
            runtime.nanos(),
            runtime.lookInterval().toNanos());
    trouble.setMonitor(monitor);
    this.reprotector =
        new Reprotector(
            new Reprotector.Tools(
                catalog,
                pool,
                parts.placement,
                new StripeReader(parts.cluster, pool, trouble),
                parts.buffers,
                claims,
                trouble,
                parts.cluster,
                runtime.faults()));
    this.patrol = new Patrol(catalog, pool, trouble);
  }

  /** Keeps blocks below a version from being swept: a rebuild could not make sense of them. */
  public static void keepUnknownBelow(Catalog catalog, long version) throws IOException {
    catalog.putSetting(SWEEP_FROM, Long.toString(version));
  }

  /** What fails while the volume is being closed is found again by the next process. */
  private void examine(Runnable work) {
    if (!closed) {
      examiner.execute(work);
    }
  }

  /** Where failing input and output is reported. */
  public Trouble trouble() {
    return trouble;
  }

  /**
   * Looks at all drives once, so that what is known at the start is known, and goes on doing so.
   */
  public void start() throws IOException {
    for (VersionRecord left : parts.catalog.pending()) {
      parts.catalog.abandon(left.version());
    }
    attachment.begin();
    for (Slot slot : parts.pool.slots()) {
      monitor.checkFirst(slot);
    }
    firstLook.complete(null);
    monitor.measure();
    parts.refresh.run();
    if (parts.risk.reassess()) {
      parts.risk.callForRun("data at risk at the start");
    }
    clock.executeAfter(runtime.lookInterval(), this::look);
  }

  private void look() {
    if (closed) {
      return;
    }
    clock.executeAfter(runtime.lookInterval(), this::look);
    monitor.lookAtAll();
    if (keeping.compareAndSet(false, true)) {
      keeper.execute(
          () -> {
            try {
              keepHouse();
            } catch (IOException e) {
              LOG.error("The catalog cannot be used: {}", e.toString());
            } catch (RuntimeException e) {
              LOG.error("Housekeeping failed", e);
            } finally {
              keeping.set(false);
            }
          });
    }
  }

  private void keepHouse() throws IOException {
    monitor.measure();
    parts.risk.reassess();
    parts.refresh.run();
    Set<Integer> usable = parts.pool.usable().keySet();
    if (garbage.getAndSet(false) | !usable.equals(reclaimedOn)) {
      reclaimedOn = usable;
      if (!reclaimer.reclaimAll()) {
        garbage.set(true);
      }
    }
    patrol.step();
    if (shortOfRoom.get() && parts.placement.anyRoom(runtime.blockSize())) {
      shortOfRoom.set(false);
      parts.risk.callForRun("room came free");
    }
  }

  /** Does a task of a run. */
  public TaskOutcome perform(Task task) throws IOException {
    TaskOutcome outcome = reprotector.perform(task);
    if (outcome instanceof TaskOutcome.NotNow notNow
        && notNow.reason().code() == BlockedCode.NOT_ENOUGH_ROOM) {
      shortOfRoom.set(true);
    }
    parts.risk.reassess();
    return outcome;
  }

  @Override
  public void committingDegraded() {
    parts.risk.lossNoticed();
  }

  @Override
  public void committedDegraded() {
    parts.risk.reassess();
    parts.risk.callForRun("a file was written while drives were failing");
  }

  @Override
  public void garbageMade() {
    garbage.set(true);
  }

  @Override
  public void bury(long fileId, long version, boolean andOlder) {
    reclaimer.bury(
        new Tombstone(fileId, version, andOlder ? Tombstone.Kind.UP_TO : Tombstone.Kind.ONLY));
    garbage.set(true);
  }

  @Override
  public void exhume(long fileId, long version) {
    reclaimer.exhume(fileId, version);
  }

  @Override
  public boolean reclaim(long version) {
    try {
      return reclaimer.reclaim(version) == Reclaimer.Outcome.GONE;
    } catch (IOException e) {
      garbage.set(true);
      return false;
    }
  }

  /** Nobody is interrupted: a drive whose input or output is broken off looks as if it failed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    monitor.close();
    List<Workers> all = List.of(lookers, examiner, sweeper, keeper);
    clock.stop();
    try {
      // Ends first, as it gives work to the others.
      boolean ended = clock.awaitEnd(CLOSE_LIMIT);
      all.forEach(Workers::stop);
      for (Workers workers : all) {
        ended = ended && workers.awaitEnd(CLOSE_LIMIT);
      }
      if (!ended) {
        LOG.warn("Something on a drive takes long; the volume is closed without waiting for it");
      }
    } catch (InterruptedException e) {
      all.forEach(Workers::stop);
      Thread.currentThread().interrupt();
    }
  }
}
