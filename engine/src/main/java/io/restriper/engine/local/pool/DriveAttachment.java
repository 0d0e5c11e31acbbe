package io.restriper.engine.local.pool;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DiskFacts;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveFormat;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.Inspection;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts drives in use: formats empty ones, and has those that were away taken stock of first.
 * Thread-safe, one call for a slot at a time.
 */
public final class DriveAttachment {
  private final Catalog catalog;
  private final DrivePool pool;
  private final UUID cluster;
  private final Clock clock;
  private final StockTaking stock;

  /** Drives that are just being put in use. */
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  public DriveAttachment(
      Catalog catalog, DrivePool pool, UUID cluster, Clock clock, StockTaking stock) {
    this.catalog = catalog;
    this.pool = pool;
    this.cluster = cluster;
    this.clock = clock;
    this.stock = stock;
  }

  /** Brings the catalog and a drive to agree. */
  public interface StockTaking {

    /** A drive that was in use when the process before this one ended. */
    void trusted(Slot slot, DriveRecord drive) throws IOException;

    /** A drive that was away. */
    void returned(Slot slot, DriveRecord drive) throws IOException;

    /** A drive that has just been put in use; returns at once. */
    void inUse(Slot slot, DriveRecord drive);
  }

  /**
   * What happened when a drive was put in use.
   *
   * @param words for a person
   */
  public record Attached(Trigger trigger, String words) {}

  /** Makes known the drives that blocks may be recorded on, and the last one of each slot. */
  public void begin() throws IOException {
    for (DriveRecord drive : catalog.drives()) {
      pool.know(drive.number());
      for (Slot slot : pool.slots()) {
        if (sitsIn(drive, slot)) {
          slot.condition(
              new Slot.Condition(
                  SlotState.MISSING,
                  "The drive has not been looked at yet.",
                  Optional.of(drive),
                  false,
                  Optional.empty(),
                  1,
                  DiskFacts.UNKNOWN));
        }
      }
    }
  }

  /**
   * Puts the drive in a slot in use.
   *
   * @param found HEALTHY or EMPTY
   * @return what happened
   * @throws IOException if it cannot be, or not now
   */
  public Attached attach(Slot slot, Inspection found) throws IOException {
    Optional<DriveRecord> last = slot.condition().drive();
    if (found.state() == SlotState.EMPTY) {
      return format(slot, found, last);
    }
    DriveIdentity identity = found.identity().orElseThrow();
    if (!underWay.add(identity.drive())) {
      throw new IOException(
          "it is a copy of a drive that is just being put in use; empty the directory");
    }
    try {
      return attachKnown(slot, found, identity, last);
    } finally {
      underWay.remove(identity.drive());
    }
  }

  private Attached attachKnown(
      Slot slot, Inspection found, DriveIdentity identity, Optional<DriveRecord> last)
      throws IOException {
    refuseCopy(slot, identity);
    Optional<DriveRecord> known =
        catalog.drives().stream()
            .filter(drive -> drive.uuid().equals(identity.drive()))
            .findFirst();
    boolean trusted = known.filter(drive -> drive.present() && sitsIn(drive, slot)).isPresent();
    if (last.isPresent() && !last.get().uuid().equals(identity.drive())) {
      retire(last.get());
    }
    DriveRecord drive = save(slot, found, known, identity.drive(), trusted);
    pool.know(drive.number());
    sweepTemporary(slot);
    if (trusted) {
      stock.trusted(slot, drive);
      use(slot, drive, found);
      return new Attached(Trigger.DRIVE_RETURNED, "drive " + slot.id() + " in use");
    }
    pool.withhold(
        slot,
        SlotState.HEALTHY,
        "The drive is back and what is on it is being checked.",
        found.space());
    stock.returned(slot, drive);
    slot.io().requireAnswers();
    use(slot, catalog.saveDrive(drive.withPresent(true)), found);
    return new Attached(Trigger.DRIVE_RETURNED, "drive " + slot.id() + " back");
  }

  /** Of two copies of a drive only one has all blocks; the one in use is believed. */
  private void refuseCopy(Slot slot, DriveIdentity identity) throws IOException {
    for (Slot other : pool.slots()) {
      Slot.Condition condition = other.condition();
      boolean same =
          condition.usable() && condition.drive().orElseThrow().uuid().equals(identity.drive());
      if (other != slot && same) {
        throw new IOException(
            "it is a copy of the drive in slot "
                + other.id()
                + " at "
                + other.path()
                + ", which is in use; empty the directory");
      }
    }
  }

  private Attached format(Slot slot, Inspection found, Optional<DriveRecord> last)
      throws IOException {
    if (last.isPresent()) {
      retire(last.get());
    }
    UUID uuid = UUID.randomUUID();
    DriveFormat.format(
        slot.files(), new DriveIdentity(cluster, uuid, slot.node(), clock.instant()));
    // A formatting that broke off may have left something.
    sweepTemporary(slot);
    use(slot, save(slot, found, Optional.empty(), uuid, true), found);
    return new Attached(
        Trigger.DRIVE_ADDED,
        last.isPresent()
            ? "empty drive put in the place of drive " + slot.id()
            : "drive " + slot.id() + " added");
  }

  /** A drive that is as it was recorded costs no commit, of which a start would have one each. */
  private DriveRecord save(
      Slot slot, Inspection found, Optional<DriveRecord> known, UUID uuid, boolean present)
      throws IOException {
    boolean mountPoint = found.space().map(DriveFiles.Space::mountPoint).orElse(false);
    DriveRecord drive =
        new DriveRecord(
            known.map(DriveRecord::number).orElse(0),
            uuid,
            slot.node(),
            slot.number(),
            slot.path(),
            present,
            mountPoint);
    return known.filter(drive::equals).isPresent() ? drive : catalog.saveDrive(drive);
  }

  private void retire(DriveRecord drive) throws IOException {
    catalog.saveDrive(drive.retired());
  }

  private void use(Slot slot, DriveRecord drive, Inspection found) throws IOException {
    slot.setUsed(catalog.bytesOn(drive.number()));
    DiskFacts disk =
        slot.io().step("tell", "what disk it is", () -> DiskFacts.of(Path.of(slot.path())));
    // Somebody may have given the drive up meanwhile, and counts on its being out of use.
    slot.io().requireAnswers();
    pool.use(slot, drive, found.space(), disk);
    stock.inUse(slot, drive);
  }

  private static void sweepTemporary(Slot slot) throws IOException {
    for (String name : slot.files().list(DriveLayout.TMP)) {
      if (DriveLayout.isTemporary(name)) {
        slot.files().delete(DriveLayout.TMP + '/' + name);
      }
    }
  }

  /**
   * Records space as it was asked for, and counts what the catalog says is on each drive.
   *
   * @param spaces of the drives that were asked, empty if one did not answer
   */
  public void measured(Map<Slot, Optional<DriveFiles.Space>> spaces) throws IOException {
    pool.measured(spaces);
    for (Slot slot : pool.slots()) {
      Slot.Condition condition = slot.condition();
      if (condition.usable()) {
        slot.setUsed(catalog.bytesOn(condition.drive().orElseThrow().number()));
      }
    }
  }

  private static boolean sitsIn(DriveRecord drive, Slot slot) {
    return drive.node() == slot.node() && drive.slot() == slot.number();
  }
}
