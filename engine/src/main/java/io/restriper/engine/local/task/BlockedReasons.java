package io.restriper.engine.local.task;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says why a stripe cannot be reprotected, and what a person can do about it. */
final class BlockedReasons {
  private final Catalog catalog;
  private final DrivePool pool;

  BlockedReasons(Catalog catalog, DrivePool pool) {
    this.catalog = catalog;
    this.pool = pool;
  }

  /**
   * No drive can take a block of the stripe.
   *
   * @param holders drives that hold a block of it
   * @throws IOException if one has come meanwhile that can, or one does not tell its room and is
   *     about to be lost
   */
  Blocked noTarget(VersionRecord version, StripeRecord stripe, Set<Integer> holders)
      throws IOException {
    Encoding encoding = version.encoding();
    int usable = pool.usable().size();
    int blockLength = stripe.blockLength();
    Map<Integer, Slot> others = new TreeMap<>(pool.takingBlocks());
    others.keySet().removeAll(holders);
    long roomy = others.values().stream().filter(s -> Placement.hasRoom(s, blockLength)).count();
    if (roomy > 0) {
      throw new IOException("a drive has come that can take a block");
    }
    if (others.values().stream().anyMatch(slot -> !slot.condition().tellsRoom())) {
      throw new IOException("a drive does not tell whether it has room");
    }
    if (!others.isEmpty()) {
      return new Blocked(
          BlockedCode.NOT_ENOUGH_ROOM,
          Subject.cluster(),
          full(blockLength) + " of " + usable + " healthy drives have no room for another block.",
          "Delete files, or add or replace drives" + where() + ".");
    }
    return new Blocked(
        BlockedCode.NOT_ENOUGH_DRIVES,
        Subject.cluster(),
        tooFew(encoding, usable),
        "Put back the missing drives or put empty ones in their place" + where() + ".");
  }

  private long full(int blockLength) {
    return pool.usable().values().stream()
        .filter(slot -> !Placement.hasRoom(slot, blockLength))
        .count();
  }

  /** Why a stripe of a new version has no place now; empty if it has. */
  Optional<TaskOutcome> noPlace(VersionRecord version, int blockLength) {
    int need = version.encoding().totalBlocks();
    List<Slot> drives =
        pool.takingBlocks().values().stream().filter(slot -> slot.condition().tellsRoom()).toList();
    long roomy = drives.stream().filter(slot -> Placement.hasRoom(slot, blockLength)).count();
    if (roomy >= need) {
      return Optional.empty();
    }
    Subject cluster = Subject.cluster();
    if (drives.size() < need) {
      return Optional.of(
          new TaskOutcome.NotNow(
              new Blocked(
                  BlockedCode.NOT_ENOUGH_DRIVES,
                  cluster,
                  tooFew(version.encoding(), drives.size()),
                  "Add drives, or choose an encoding with fewer blocks.")));
    }
    return Optional.of(
        new TaskOutcome.NotNow(
            new Blocked(
                BlockedCode.NOT_ENOUGH_ROOM,
                cluster,
                "The encoding "
                    + version.encoding()
                    + " needs room on "
                    + need
                    + " drives and "
                    + roomy
                    + " of "
                    + drives.size()
                    + " have it.",
                "Delete files or add drives.")));
  }

  private static String tooFew(Encoding encoding, int drives) {
    return "The encoding "
        + encoding
        + " needs "
        + encoding.totalBlocks()
        + " healthy drives and there are "
        + drives
        + ".";
  }

  /** Files are not re-encoded while drives are away: blocks of theirs would be read for nothing. */
  Blocked drivesMissing(Encoding target) {
    return new Blocked(
        BlockedCode.DRIVES_MISSING,
        Subject.cluster(),
        "The change of encoding to " + target + " waits while drives are missing.",
        "Put back the missing drives, put empty ones in their place, or take them out of the"
            + " configuration"
            + where()
            + ".");
  }

  /** A block of a drive that is being emptied has no other place. */
  Blocked cannotEmpty(VersionRecord version, int drive) {
    Collection<Slot> others = pool.takingBlocks().values();
    Encoding encoding = version.encoding();
    Optional<Slot> slot = pool.usable(drive);
    String which = slot.map(Slot::id).orElse("that was taken out");
    if (others.size() < encoding.totalBlocks()) {
      return new Blocked(
          BlockedCode.NOT_ENOUGH_DRIVES,
          Subject.drive(which),
          "Drive " + which + " cannot be emptied. " + tooFew(encoding, others.size()),
          "Add a drive, or put the drive back into the configuration.");
    }
    long room = others.stream().mapToLong(other -> Math.max(0, other.condition().free())).sum();
    return new Blocked(
        BlockedCode.NOT_ENOUGH_ROOM,
        Subject.drive(which),
        "Drive "
            + which
            + " cannot be emptied: it holds "
            + slot.map(Slot::used).orElse(0L)
            + " bytes, and the "
            + others.size()
            + " others have "
            + room
            + " bytes free, "
            + Placement.RESERVE
            + " of each kept in reserve.",
        "Delete files, add drives, or put the drive back into the configuration.");
  }

  private String where() {
    List<String> slots =
        pool.slots().stream()
            .filter(slot -> !slot.condition().usable())
            .map(slot -> slot.id() + " at " + slot.path())
            .toList();
    return slots.isEmpty() ? "" : " (" + String.join(", ", slots) + ")";
  }

  /** Too many blocks cannot be read: for now, if drives that are away have them, or for good. */
  TaskOutcome unreadable(VersionRecord version, StripeRecord stripe) throws IOException {
    Set<Integer> mayComeBack =
        catalog.drives().stream()
            .filter(drive -> drive.slot() != 0 && isAway(drive))
            .map(DriveRecord::number)
            .collect(Collectors.toSet());
    long healthy = 0;
    long away = 0;
    for (StripeRecord.Placement place : stripe.placements()) {
      boolean stored = !place.lost();
      healthy += stored && pool.usable(place.drive()).isPresent() ? 1 : 0;
      away += stored && mayComeBack.contains(place.drive()) ? 1 : 0;
    }
    int need = version.encoding().dataBlocks();
    String what =
        "Stripe "
            + stripe.index()
            + " of "
            + version.path()
            + " needs "
            + need
            + " intact blocks and has "
            + healthy
            + ".";
    if (healthy + away >= need && away > 0) {
      return new TaskOutcome.NotNow(
          new Blocked(
              BlockedCode.DATA_UNAVAILABLE,
              Subject.file(version.path().toString()),
              what,
              "Put back the missing drives" + where() + "."));
    }
    if (healthy >= need) {
      throw new IOException("blocks of the stripe could not be read");
    }
    return new TaskOutcome.BeyondRepair(
        new Blocked(
            BlockedCode.DATA_LOST,
            Subject.file(version.path().toString()),
            what,
            "Restore the file from a copy, or put back a drive that was replaced."));
  }

  private boolean isAway(DriveRecord drive) {
    return pool.slots().stream()
        .filter(slot -> slot.number() == drive.slot() && slot.node() == drive.node())
        .map(Slot::condition)
        .anyMatch(condition -> !condition.usable() && condition.state() != SlotState.EMPTY);
  }
}
