package io.restriper.engine.local;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.io.DriveIo;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which drive sits in which slot. A drive keeps its slot as long as its directory is in the
 * configuration, wherever in the list; one that is taken out keeps it until it is empty. Not
 * thread-safe.
 */
final class SlotRoster {
  private static final Logger LOG = LoggerFactory.getLogger(SlotRoster.class);

  private final Catalog catalog;
  private final EngineRuntime runtime;

  SlotRoster(Catalog catalog, EngineRuntime runtime) {
    this.catalog = catalog;
    this.runtime = runtime;
  }

  /** The pool of a volume that is opened: the configured drives, and those to be emptied. */
  DrivePool open(EngineSettings settings) throws IOException {
    List<DriveRecord> seated =
        catalog.drives().stream().filter(drive -> drive.slot() != 0).toList();
    Set<String> configured =
        settings.drives().stream()
            .map(drive -> drive.path().toString())
            .collect(Collectors.toSet());
    List<Slot> slots = new ArrayList<>();
    List<Slot> leaving = new ArrayList<>();
    for (DriveRecord drive : seated) {
      if (!configured.contains(drive.path()) && isThere(drive)) {
        leaving.add(slot(drive.node(), drive.slot(), Path.of(drive.path())));
      }
    }
    for (DriveSettings drive : settings.drives()) {
      Optional<DriveRecord> known =
          seated.stream()
              .filter(record -> record.path().equals(drive.path().toString()))
              .filter(record -> record.node() == drive.node())
              .findFirst();
      if (known.isPresent()) {
        slots.add(slot(drive.node(), known.get().slot(), drive.path()));
      }
    }
    List<Slot> all = new ArrayList<>();
    for (DriveSettings drive : settings.drives()) {
      Optional<Slot> recorded =
          slots.stream().filter(slot -> slot.path().equals(drive.path().toString())).findFirst();
      if (recorded.isPresent()) {
        all.add(recorded.get());
      } else {
        List<Slot> taken = new ArrayList<>(slots);
        taken.addAll(leaving);
        Slot added = slot(drive.node(), freeNumber(taken, drive.node()), drive.path());
        slots.add(added);
        all.add(added);
      }
    }
    all.addAll(leaving);
    retireUnseated(seated, all);
    DrivePool pool = new DrivePool(all);
    leaving.forEach(slot -> pool.leave(slot, true));
    return pool;
  }

  private boolean isThere(DriveRecord drive) {
    try {
      DriveIo io = unseated(Path.of(drive.path()));
      return io.call(() -> DriveIdentity.read(io.files()))
              instanceof DriveIdentity.ReadResult.Found found
          && found.identity().drive().equals(drive.uuid());
    } catch (IOException e) {
      LOG.warn("Drive {} is not configured and cannot be read: {}", drive.path(), e.toString());
      return false;
    }
  }

  /** Drives that are neither configured nor there are not waited for. */
  private void retireUnseated(List<DriveRecord> seated, List<Slot> slots) throws IOException {
    for (DriveRecord drive : seated) {
      boolean hasSlot =
          slots.stream()
              .anyMatch(slot -> slot.node() == drive.node() && slot.number() == drive.slot());
      if (!hasSlot) {
        catalog.saveDrive(drive.retired());
      }
    }
  }

  /** The input and output of a drive that is in no slot. */
  DriveIo unseated(Path path) {
    return new DriveIo(
        "drive-at-" + path, "The drive at " + path, runtime.drives().apply(path), runtime);
  }

  private Slot slot(int node, int number, Path path) {
    return new Slot(node, number, path.toString(), runtime.drives().apply(path), runtime);
  }

  private static int freeNumber(List<Slot> slots, int node) {
    Set<Integer> taken =
        slots.stream()
            .filter(slot -> slot.node() == node)
            .map(Slot::number)
            .collect(Collectors.toSet());
    int number = 1;
    while (taken.contains(number)) {
      number++;
    }
    return number;
  }

  /** Puts the drive of a slot that was added in use, if there is one. */
  @FunctionalInterface
  interface Welcome {
    void to(Slot slot) throws IOException;
  }

  /** What changed, and in words. */
  record Change(Trigger trigger, String words) {}

  /**
   * Brings the pool to another list of drives.
   *
   * @return what changed; empty if nothing did
   * @throws EngineStartException if the list cannot be taken on; nothing has changed then
   */
  List<Change> change(DrivePool pool, List<DriveSettings> drives, Welcome welcome)
      throws IOException, EngineStartException {
    for (DriveSettings drive : drives) {
      Optional<Slot> slot = slotAt(pool, drive.path().toString());
      if (slot.isPresent() && slot.get().node() != drive.node()) {
        throw new EngineStartException(
            "The drive "
                + drive.path()
                + " is in use in node "
                + slot.get().node()
                + " and cannot be moved to node "
                + drive.node()
                + " while it is. Take it out first, and add it again when it is empty.");
      }
    }
    // What a user's mistake can make fail comes before anything is changed.
    for (DriveSettings drive : drives) {
      makeDirectory(drive.path());
    }
    List<Change> changes = new ArrayList<>();
    for (DriveSettings drive : drives) {
      Optional<Slot> slot = slotAt(pool, drive.path().toString());
      boolean leaving = slot.map(Slot::isLeaving).orElse(false);
      if (slot.isEmpty() || leaving && !stays(pool, slot.get())) {
        changes.add(add(pool, drive, welcome));
      } else if (leaving) {
        changes.add(new Change(Trigger.OTHER, "drive " + slot.get().id() + " stays"));
      }
    }
    for (Slot slot : pool.slots()) {
      boolean configured =
          drives.stream().anyMatch(drive -> drive.path().toString().equals(slot.path()));
      if (!configured && !slot.isLeaving()) {
        changes.add(takeOut(pool, slot));
      }
    }
    return changes;
  }

  /** Has a drive stay unless it has been let go a moment ago. */
  private static boolean stays(DrivePool pool, Slot slot) {
    slot.leaves().lock();
    try {
      boolean kept = pool.slots().contains(slot);
      if (kept) {
        pool.leave(slot, false);
      }
      return kept;
    } finally {
      slot.leaves().unlock();
    }
  }

  private static Optional<Slot> slotAt(DrivePool pool, String path) {
    return pool.slots().stream().filter(slot -> slot.path().equals(path)).findFirst();
  }

  private Change add(DrivePool pool, DriveSettings drive, Welcome welcome) throws IOException {
    Slot slot = slot(drive.node(), freeNumber(pool.slots(), drive.node()), drive.path());
    pool.add(slot);
    welcome.to(slot);
    return new Change(Trigger.DRIVE_ADDED, "drive " + slot.id() + " added");
  }

  private Change takeOut(DrivePool pool, Slot slot) throws IOException {
    if (slot.condition().usable()) {
      pool.leave(slot, true);
      return new Change(Trigger.DRIVE_REMOVED, "drive " + slot.id() + " is taken out");
    }
    Optional<DriveRecord> drive = slot.condition().drive();
    if (drive.isPresent()) {
      catalog.saveDrive(drive.get().retired());
    }
    pool.remove(slot);
    return new Change(Trigger.DRIVE_REMOVED, "drive " + slot.id() + " is out of the configuration");
  }

  /** A place that never had a drive gets its directory; one whose drive is gone does not. */
  void makeDirectory(Path path) throws IOException {
    boolean used =
        catalog.drives().stream().anyMatch(drive -> drive.path().equals(path.toString()));
    if (!used) {
      try {
        DriveIo io = unseated(path);
        io.call(() -> io.step("make", "its directory", () -> Files.createDirectories(path)));
      } catch (NoAnswerException e) {
        throw e;
      } catch (FileAlreadyExistsException e) {
        throw new IOException(path + " is a file and a directory is needed. Choose another.", e);
      } catch (IOException e) {
        throw new IOException(
            path + " cannot be made: " + IoErrors.describe(e) + ". Mend that, or choose another.",
            e);
      }
    }
  }
}
