package io.restriper.engine.local.upkeep;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.file.FileEvents;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DriveAttachment;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.local.task.TaskDesk;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a volume: watches its drives, examines what failed, removes garbage, patrols, scrubs,
 * and does the tasks of runs. Thread-safe.
 */
public final class Upkeep implements FileEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** How long losses are collected before they call for a run. */
  private static final Duration COLLECT = Duration.ofMillis(500);

  private static final int LOOKS = 10;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final String SWEEP_FROM = "sweep-from";

  private final Parts parts;
  private final EngineRuntime runtime;
  private final Workers clock;
  private final Workers lookers;
  private final Workers examiner;
  private final Workers keeper;
  private final Workers sweeper;
  private final Workers scrubber;
  private final TroubleDesk trouble;
  private final Reclaimer reclaimer;
  private final DriveMonitor monitor;
  private final DriveAttachment attachment;
  private final TaskDesk tasks;
  private final Patrol patrol;
  private final Spread spread;
  private final Scrub scrub;
  private final Shortage shortage;

  /** Done some looks after the first: a start has better to do than to list block files. */
  private final CompletableFuture<Void> started = new CompletableFuture<>();

  private final AtomicBoolean garbage = new AtomicBoolean(true);
  private final AtomicBoolean keeping = new AtomicBoolean();
  private final AtomicBoolean scrubbing = new AtomicBoolean();
  private volatile boolean closed;

  /** The drives on which garbage was removed last; used by the housekeeper alone. */
  private Map<Integer, Slot> reclaimedOn = Map.of();

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
      BlockClaims claims,
      UUID cluster,
      BufferPool buffers,
      BufferPool recodeBuffers,
      WorkTables tables,
      Supplier<Encoding> target,
      Refresh refresh,
      EventLog events,
      Pace pace,
      Supplier<Duration> scrubPeriod) {}

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
    this.scrubber = threads.workers("scrub", 1);
    this.trouble =
        new TroubleDesk(
            catalog,
            pool,
            parts.risk,
            parts.cluster,
            // What fails while the volume is being closed is found again by the next process.
            work -> {
              if (!closed) {
                examiner.execute(work);
              }
            },
            work -> clock.executeAfter(COLLECT, work),
            runtime.nanos());
    this.reclaimer = new Reclaimer(catalog, pool, parts.pins, trouble);
    Inventory.Bounds bounds =
        new Inventory.Bounds(
            catalog.setting(SWEEP_FROM).map(Long::parseLong).orElse(0L), catalog.nextNumber());
    Inventory inventory =
        new Inventory(
            catalog,
            pool,
            parts.claims,
            reclaimer,
            parts.cluster,
            bounds,
            work -> started.thenRunAsync(work, sweeper));
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
            runtime.lookInterval().toNanos(),
            parts.events);
    trouble.setMonitor(monitor);
    this.tasks =
        new TaskDesk(
            new TaskDesk.Tools(
                catalog,
                pool,
                parts.placement,
                new StripeReader(parts.cluster, pool, trouble),
                new StripeWriter(
                    parts.cluster, pool, parts.placement, parts.claims, trouble, runtime.random()),
                parts.buffers,
                parts.recodeBuffers,
                parts.tables,
                parts.claims,
                parts.pins,
                trouble,
                parts.cluster,
                runtime.faults(),
                threads,
                parts.target,
                this::garbageMade,
                inventory::leftBehind));
    this.patrol = new Patrol(catalog, pool, trouble, parts.pace);
    this.shortage = new Shortage(pool, parts.placement, runtime.blockSize());
    this.spread =
        new Spread(
            catalog,
            pool,
            parts.risk,
            inventory,
            reclaimer,
            this::garbageMade,
            runtime.blockSize(),
            runtime.nanos());
    this.scrub =
        new Scrub(
            catalog,
            pool,
            parts.cluster,
            trouble,
            parts.pace,
            parts.scrubPeriod,
            inventory::sweep,
            runtime.clock(),
            runtime.nanos());
  }

  /** Keeps blocks below a version from being swept: a rebuild could not make sense of them. */
  public static void keepUnknownBelow(Catalog catalog, long version) throws IOException {
    catalog.putSetting(SWEEP_FROM, Long.toString(version));
  }

  /** Where failing input and output is reported. */
  public Trouble trouble() {
    return trouble;
  }

  /** Looks at all drives once, so that what can be known is known, and goes on doing so. */
  public void start() throws IOException {
    for (VersionRecord left : parts.catalog.pending()) {
      parts.catalog.abandon(left.version());
    }
    attachment.begin();
    monitor.checkFirst(parts.pool.slots());
    clock.executeAfter(runtime.lookInterval().multipliedBy(LOOKS), () -> started.complete(null));
    monitor.measure();
    parts.refresh.run();
    if (parts.risk.reassess()) {
      parts.risk.callForRun(Trigger.START, "data at risk at the start");
    } else if (isChangeUnfinished()) {
      parts.risk.callForRun(Trigger.START, "a change of the configuration at the start");
    }
    clock.executeAfter(runtime.lookInterval(), this::look);
  }

  private boolean isChangeUnfinished() throws IOException {
    return parts.pool.slots().stream().anyMatch(Slot::isLeaving)
        || !Set.of(parts.target.get()).containsAll(parts.catalog.encodings());
  }

  private void look() {
    if (closed) {
      return;
    }
    clock.executeAfter(runtime.lookInterval(), this::look);
    monitor.lookAtAll();
    unlessBusy(keeping, keeper, this::keepHouse);
    unlessBusy(scrubbing, scrubber, scrub::step);
  }

  private static void unlessBusy(AtomicBoolean busy, Workers threads, Refresh work) {
    if (busy.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            try {
              work.run();
            } catch (IOException e) {
              LOG.error("The catalog cannot be used: {}", e.toString());
            } catch (RuntimeException e) {
              LOG.error("Housekeeping failed", e);
            } finally {
              busy.set(false);
            }
          });
    }
  }

  private void keepHouse() throws IOException {
    monitor.measure();
    parts.risk.reassess();
    parts.refresh.run();
    Map<Integer, Slot> usable = parts.pool.usable();
    if (garbage.getAndSet(false) | usable != reclaimedOn) {
      reclaimedOn = usable;
      garbage.compareAndSet(false, !reclaimer.reclaimAll());
    }
    patrol.step();
    spread.look();
    if (shortage.isEased()) {
      parts.risk.callForRun(Trigger.ROOM_FREED, "room came free");
    }
  }

  /** Removes garbage and looks at the room there is, so that the fill of the drives is known. */
  public void settle() throws IOException {
    spread.working();
    if (!reclaimer.reclaimAll()) {
      garbage.set(true);
    }
    monitor.measure();
    parts.refresh.run();
  }

  /** A run is going on, so that none is called for by what it has in hand. */
  public void working() {
    spread.working();
  }

  /** Looks at a slot that was just configured, so that an empty drive in it is used at once. */
  public void welcome(Slot slot) throws IOException {
    monitor.checkFirst(List.of(slot));
    monitor.measure();
  }

  /** Does a task of a run. */
  public TaskOutcome perform(Task task) throws IOException {
    spread.working();
    TaskOutcome outcome = tasks.perform(task);
    if (lacksRoom(outcome)) {
      // Files that were deleted or re-encoded a moment ago may take room still.
      settle();
      outcome = tasks.perform(task);
      if (lacksRoom(outcome)) {
        shortage.noted();
      }
    }
    shortage.done(task.phase() == Phase.TRANSCODE && outcome instanceof TaskOutcome.Done);
    parts.risk.reassess();
    return outcome;
  }

  private static boolean lacksRoom(TaskOutcome outcome) {
    return outcome instanceof TaskOutcome.NotNow notNow
        && notNow.reason().code() == BlockedCode.NOT_ENOUGH_ROOM;
  }

  @Override
  public void committingDegraded() {
    parts.risk.lossNoticed();
  }

  @Override
  public void committedDegraded() {
    parts.risk.reassess();
    parts.risk.callForRun(Trigger.DEGRADED_WRITE, "a file was written while drives were failing");
  }

  @Override
  public void committedOutdated() {
    parts.risk.callForRun(Trigger.OTHER, "a file was written while the configuration was changed");
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
    scrub.close();
    List<Workers> all = List.of(lookers, examiner, sweeper, keeper, scrubber);
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
      scrub.saveAll();
    } catch (IOException e) {
      LOG.warn("How far the scrub is could not be recorded: {}", e.toString());
    } catch (InterruptedException e) {
      all.forEach(Workers::stop);
      Thread.currentThread().interrupt();
    }
  }
}
