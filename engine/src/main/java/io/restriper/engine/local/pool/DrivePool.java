package io.restriper.engine.local.pool;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DiskFacts;
import io.restriper.engine.local.drive.DriveFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The slots of a volume, and which drive numbers can be used at this instant. Thread-safe; readers
 * take no lock.
 */
public final class DrivePool {
  private volatile List<Slot> slots;
  private final Set<Integer> known = new HashSet<>();
  private volatile View view = new View(Map.of(), Map.of(), Set.of(), Set.of());

  /**
   * @param slots in the order of the configuration
   */
  public DrivePool(List<Slot> slots) {
    this.slots = List.copyOf(slots);
  }

  private record View(
      Map<Integer, Slot> usable,
      Map<Integer, Slot> takingBlocks,
      Set<Integer> away,
      Set<Integer> notTakingBlocks) {}

  public List<Slot> slots() {
    return slots;
  }

  /** Where a drive is, if it can be used. */
  public Optional<Slot> usable(int drive) {
    return Optional.ofNullable(view.usable.get(drive));
  }

  /**
   * The slots whose drives can be used, by drive number, in the order of the numbers. The same
   * object as long as none has come or gone.
   */
  public Map<Integer, Slot> usable() {
    return view.usable;
  }

  /** Those of them that take blocks: not the ones that are being emptied. */
  public Map<Integer, Slot> takingBlocks() {
    return view.takingBlocks;
  }

  /** Whether a drive that belongs in its slot cannot be used. */
  public boolean anyMissing() {
    return slots.stream()
        .filter(slot -> !slot.isLeaving())
        .map(Slot::condition)
        .anyMatch(condition -> condition.drive().isPresent() && !condition.usable());
  }

  /** Adds a slot. */
  public synchronized void add(Slot slot) {
    List<Slot> more = new ArrayList<>(slots);
    more.add(slot);
    slots = List.copyOf(more);
  }

  /** Has a drive emptied, or no more so. */
  public synchronized void leave(Slot slot, boolean leaving) {
    slot.leave(leaving);
    publish();
  }

  /** Takes a slot out; its drive is away from then on. */
  public synchronized void remove(Slot slot) {
    List<Slot> fewer = new ArrayList<>(slots);
    fewer.remove(slot);
    slots = List.copyOf(fewer);
    publish();
    slot.close();
  }

  /** The numbers of all drives that the catalog knows and that cannot be used, in order. */
  public Set<Integer> away() {
    return view.away;
  }

  /** The numbers of all drives that the catalog knows and that blocks should not be on. */
  public Set<Integer> notTakingBlocks() {
    return view.notTakingBlocks;
  }

  /** Tells of a drive that blocks may be recorded on, in a slot or not. */
  synchronized void know(int drive) {
    known.add(drive);
    publish();
  }

  /** Puts a drive in use. */
  synchronized void use(
      Slot slot, DriveRecord drive, Optional<DriveFiles.Space> space, DiskFacts disk) {
    known.add(drive.number());
    slot.condition(
        new Slot.Condition(
            SlotState.HEALTHY,
            "",
            Optional.of(drive),
            true,
            space,
            slot.condition().sharers(),
            disk));
    publish();
  }

  /** Takes a slot's drive out of use, or says more exactly why it is not in use. */
  public synchronized void withhold(
      Slot slot, SlotState state, String detail, Optional<DriveFiles.Space> space) {
    Slot.Condition was = slot.condition();
    slot.condition(
        new Slot.Condition(state, detail, was.drive(), false, space, was.sharers(), was.disk()));
    publish();
  }

  /**
   * Records space as it was asked for, and who shares a file system with whom.
   *
   * @param spaces of the drives that were asked, empty if one did not answer; what is known of a
   *     drive that was put in use since stays
   */
  synchronized void measured(Map<Slot, Optional<DriveFiles.Space>> spaces) {
    Map<String, Integer> sharers = new HashMap<>();
    for (Optional<DriveFiles.Space> space : spaces.values()) {
      space.ifPresent(known -> sharers.merge(known.fileSystem(), 1, Integer::sum));
    }
    for (Slot slot : slots) {
      Optional<DriveFiles.Space> space = spaces.get(slot);
      if (space != null) {
        int shared = space.map(known -> sharers.get(known.fileSystem())).orElse(1);
        slot.condition(slot.condition().withSpace(space, shared));
      }
    }
  }

  private void publish() {
    Map<Integer, Slot> usable = new TreeMap<>();
    Map<Integer, Slot> taking = new TreeMap<>();
    for (Slot slot : slots) {
      Slot.Condition condition = slot.condition();
      if (condition.usable()) {
        int drive = condition.drive().orElseThrow().number();
        usable.put(drive, slot);
        if (!slot.isLeaving()) {
          taking.put(drive, slot);
        }
      }
    }
    Set<Integer> away = new TreeSet<>(known);
    away.removeAll(usable.keySet());
    Set<Integer> notTaking = new TreeSet<>(known);
    notTaking.removeAll(taking.keySet());
    view =
        new View(
            usable.equals(view.usable) ? view.usable : Collections.unmodifiableMap(usable),
            taking.equals(view.takingBlocks)
                ? view.takingBlocks
                : Collections.unmodifiableMap(taking),
            Collections.unmodifiableSet(away),
            Collections.unmodifiableSet(notTaking));
  }

  /**
   * Takes no more input and output, and waits until what was begun is done: what is written after
   * that could get into the way of who opens the same drives next.
   *
   * @param limit for all drives together
   * @return false if the time was over before
   */
  public boolean close(Duration limit) throws InterruptedException {
    slots.forEach(Slot::close);
    long end = System.nanoTime() + limit.toNanos();
    boolean ended = true;
    for (Slot slot : slots) {
      ended &= slot.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    return ended;
  }
}
