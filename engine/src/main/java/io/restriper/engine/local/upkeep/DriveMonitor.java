package io.restriper.engine.local.upkeep;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.Happening;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveInspector;
import io.restriper.engine.local.drive.Inspection;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.DriveAttachment;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every drive again and again: takes drives that fail out of use, and puts drives that are
 * back, or empty ones in their place, in use. Thread-safe; one look at a slot at a time.
 */
final class DriveMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(DriveMonitor.class);

  /** A drive that was declared dead while it still answered is not tried again before. */
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final UUID cluster;
  private final DriveAttachment attachment;
  private final Executor lookers;
  private final LongSupplier nanos;
  private final long lookNanos;
  private final EventLog events;
  private volatile boolean closed;
  private final Set<Slot> looking = ConcurrentHashMap.newKeySet();
  private final Set<Slot> slow = ConcurrentHashMap.newKeySet();
  private final Map<Slot, String> newer = new ConcurrentHashMap<>();
  private final Map<Slot, Long> emptySince = new ConcurrentHashMap<>();
  private final Map<Slot, Long> deadUntil = new ConcurrentHashMap<>();

  DriveMonitor(
      Catalog catalog,
      DrivePool pool,
      RiskTracker risk,
      UUID cluster,
      DriveAttachment attachment,
      Executor lookers,
      LongSupplier nanos,
      long lookNanos,
      EventLog events) {
    this.catalog = catalog;
    this.pool = pool;
    this.risk = risk;
    this.cluster = cluster;
    this.attachment = attachment;
    this.lookers = lookers;
    this.nanos = nanos;
    this.lookNanos = lookNanos;
    this.events = events;
  }

  /** Starts a look at every slot that nobody is looking at; a drive that hangs holds up itself. */
  void lookAtAll() {
    for (Slot slot : pool.slots()) {
      watch(slot);
      if (looking.add(slot)) {
        lookers.execute(
            () -> {
              try {
                check(slot);
              } finally {
                looking.remove(slot);
              }
            });
      }
    }
  }

  /** Gives a drive up that does not answer, so that all who wait for it go on, this look too. */
  private void watch(Slot slot) {
    if (slot.io().isOverdue()) {
      lookers.execute(slot.io()::giveUpIfItHangs);
    }
    Optional<String> why = slot.io().slow();
    if (why.isEmpty()) {
      slow.remove(slot);
    } else if (slow.add(slot)) {
      LOG.warn("{}", why.get());
    }
  }

  /** From here on nothing that is found has consequences. */
  void close() {
    closed = true;
  }

  /** Asks for the space of every drive and counts what is on it. */
  void measure() throws IOException {
    Map<Slot, CompletableFuture<DriveFiles.Space>> asked = new LinkedHashMap<>();
    for (Slot slot : pool.slots()) {
      // What was known of a slow one stays: nobody shall wait for it who need not.
      if (slot.condition().usable() && !slot.io().isSlow()) {
        asked.put(slot, slot.io().start(() -> slot.files().space()));
      }
    }
    Map<Slot, Optional<DriveFiles.Space>> spaces = new LinkedHashMap<>();
    asked.forEach((slot, space) -> spaces.put(slot, answer(slot, space)));
    attachment.measured(spaces);
  }

  private static Optional<DriveFiles.Space> answer(
      Slot slot, CompletableFuture<DriveFiles.Space> space) {
    try {
      return Optional.of(slot.io().await(space));
    } catch (IOException e) {
      LOG.debug("Space of drive {} is not known: {}", slot.id(), e.toString());
      return Optional.empty();
    }
  }

  /** The look before anything else runs: nothing can be lost that was not lost before. */
  void checkFirst(List<Slot> slots) {
    Map<Slot, CompletableFuture<Inspection>> looks = new LinkedHashMap<>();
    for (Slot slot : slots) {
      looks.put(slot, slot.io().start(() -> inspect(slot)));
    }
    looks.forEach(this::checkFirst);
  }

  private void checkFirst(Slot slot, CompletableFuture<Inspection> look) {
    slot.looks().lock();
    try {
      Inspection found = answered(slot, look);
      if (found.state() == SlotState.HEALTHY || found.state() == SlotState.EMPTY) {
        attach(slot, found);
      } else {
        pool.withhold(slot, found.state(), found.detail(), found.space());
        LOG.warn("Drive {} at {} is not in use: {}", slot.id(), slot.path(), found.detail());
      }
    } finally {
      slot.looks().unlock();
    }
  }

  /**
   * Looks at a slot, and acts on what is found.
   *
   * @return whether its drive is in use afterwards
   */
  boolean check(Slot slot) {
    slot.looks().lock();
    try {
      if (closed) {
        return false;
      }
      Inspection found = look(slot);
      Slot.Condition was = slot.condition();
      if (was.usable()) {
        if (!isSameDrive(found, was)) {
          lose(slot, found);
        }
      } else if (canBeUsed(slot, found)) {
        putInUse(slot, found);
      } else if (found.state() != SlotState.HEALTHY && found.state() != SlotState.EMPTY) {
        pool.withhold(slot, found.state(), found.detail(), found.space());
      }
      return slot.condition().usable();
    } finally {
      slot.looks().unlock();
    }
  }

  private static boolean isSameDrive(Inspection found, Slot.Condition was) {
    return found.state() == SlotState.HEALTHY
        && found.identity().orElseThrow().drive().equals(was.drive().orElseThrow().uuid());
  }

  private Inspection look(Slot slot) {
    if (newer.containsKey(slot)) {
      return new Inspection(
          SlotState.WRONG_VERSION, newer.get(slot), Optional.empty(), Optional.empty());
    }
    Optional<String> hangs = slot.io().stillHangs();
    return hangs.isPresent()
        ? withoutAnswer(slot, hangs.get())
        : answered(slot, slot.io().start(() -> inspect(slot)));
  }

  private Inspection answered(Slot slot, CompletableFuture<Inspection> look) {
    try {
      return slot.io().await(look);
    } catch (IOException e) {
      return withoutAnswer(slot, e.getMessage());
    }
  }

  /** Not tried again at once: one that hangs now and then would be lost and back all the time. */
  private Inspection withoutAnswer(Slot slot, String detail) {
    deadUntil.put(slot, nanos.getAsLong() + DEAD_NANOS);
    return new Inspection(SlotState.MISSING, detail, Optional.empty(), Optional.empty());
  }

  private Inspection inspect(Slot slot) {
    boolean wasMountPoint = slot.condition().drive().map(DriveRecord::mountPoint).orElse(false);
    return new DriveInspector(cluster, slot.node())
        .inspect(slot.files(), slot.path(), wasMountPoint);
  }

  /**
   * An empty directory counts when it is seen a second time: a first look may have come upon a
   * drive that somebody is just removing.
   */
  private boolean canBeUsed(Slot slot, Inspection found) {
    long now = nanos.getAsLong();
    if (found.state() != SlotState.EMPTY) {
      emptySince.remove(slot);
    }
    if (found.state() == SlotState.EMPTY) {
      return now - emptySince.computeIfAbsent(slot, first -> now) >= lookNanos && isOver(slot);
    }
    if (found.state() == SlotState.HEALTHY) {
      return isOver(slot);
    }
    if (!slot.io().isSlow()) {
      deadUntil.remove(slot);
    }
    return false;
  }

  private boolean isOver(Slot slot) {
    Long until = deadUntil.get(slot);
    return until == null || nanos.getAsLong() - until >= 0;
  }

  private void putInUse(Slot slot, Inspection found) {
    Optional<DriveAttachment.Attached> attached = attach(slot, found);
    if (attached.isPresent()) {
      events.publish(Happening.driveBack(slot.id(), attached.get().words()));
      risk.reassess();
      risk.callForRun(attached.get().trigger(), attached.get().words());
    }
  }

  private Optional<DriveAttachment.Attached> attach(Slot slot, Inspection found) {
    deadUntil.remove(slot);
    emptySince.remove(slot);
    try {
      DriveAttachment.Attached attached = slot.io().call(() -> attachment.attach(slot, found));
      LOG.info("{}", attached.words());
      return Optional.of(attached);
    } catch (NoAnswerException e) {
      pool.withhold(slot, SlotState.MISSING, e.getMessage(), Optional.empty());
      return Optional.empty();
    } catch (IOException e) {
      String detail =
          "The drive cannot be put in use: " + IoErrors.describe(e) + ". Check the disk.";
      if (!slot.condition().detail().equals(detail)) {
        LOG.warn("Drive {} at {}: {}", slot.id(), slot.path(), detail);
      }
      pool.withhold(slot, SlotState.DEAD, detail, found.space());
      return Optional.empty();
    }
  }

  private void lose(Slot slot, Inspection found) {
    SlotState state = found.state() == SlotState.HEALTHY ? SlotState.MISSING : found.state();
    String detail =
        state == SlotState.EMPTY
            ? "The drive was emptied or another, empty one is in its place."
            : found.detail();
    lose(slot, state == SlotState.EMPTY ? SlotState.MISSING : state, detail);
  }

  /** Takes a drive out of use that answers but fails too often. */
  void declareDead(Slot slot, IOException error) {
    slot.looks().lock();
    try {
      if (slot.condition().usable()) {
        deadUntil.put(slot, nanos.getAsLong() + DEAD_NANOS);
        lose(
            slot,
            SlotState.DEAD,
            "The drive fails again and again: "
                + IoErrors.describe(error)
                + ". Replace it by an empty one.");
      }
    } finally {
      slot.looks().unlock();
    }
  }

  /** Takes a drive out of use, until the next start, that has something of a newer server on it. */
  void declareNewer(Slot slot, String detail) {
    slot.looks().lock();
    try {
      newer.put(slot, detail);
      if (slot.condition().usable()) {
        lose(slot, SlotState.WRONG_VERSION, detail);
      }
    } finally {
      slot.looks().unlock();
    }
  }

  private void lose(Slot slot, SlotState state, String detail) {
    if (!pool.slots().contains(slot)) {
      // It was let go during this look, and is not to be recorded in its slot again.
      return;
    }
    risk.lossNoticed();
    DriveRecord drive = slot.condition().drive().orElseThrow();
    pool.withhold(slot, state, detail, Optional.empty());
    LOG.warn("Drive {} at {} is lost: {}", slot.id(), slot.path(), detail);
    events.publish(Happening.driveLost(slot.id(), detail));
    try {
      catalog.saveDrive(drive.withPresent(false));
    } catch (IOException e) {
      LOG.error("Drive {} cannot be recorded as lost: {}", slot.id(), e.toString());
    }
    risk.reassess();
    risk.callForRun(Trigger.DRIVE_LOST, "drive " + slot.id() + " lost");
  }
}
