package io.restriper.engine.local.catalog;

import java.util.List;
import java.util.Set;

/**
 * A stripe and where its blocks are.
 *
 * @param version of the file
 * @param index of the stripe in the file
 * @param offset of the stripe in the file, in bytes
 * @param length bytes of the file in it
 * @param blockLength bytes of payload in each of its blocks
 * @param last whether the file ends with it
 * @param epoch goes up with every change of the stripe, for compare and set
 * @param placements one for each block, in the order of the blocks
 */
public record StripeRecord(
    long version,
    long index,
    long offset,
    long length,
    int blockLength,
    boolean last,
    long epoch,
    List<Placement> placements) {
  public StripeRecord {
    placements = List.copyOf(placements);
  }

  /** The same with what is on a drive marked as lost. */
  public StripeRecord without(int drive) {
    List<Placement> changed =
        placements.stream()
            .map(place -> place.drive() == drive ? new Placement(drive, true) : place)
            .toList();
    return new StripeRecord(version, index, offset, length, blockLength, last, epoch, changed);
  }

  /** How many blocks are stored, not counting those on some drives. */
  public int stored(Set<Integer> withoutDrives) {
    return (int)
        placements.stream()
            .filter(place -> !place.lost() && !withoutDrives.contains(place.drive()))
            .count();
  }

  /**
   * Where a block is.
   *
   * @param drive its drive's number; 0 if it was never stored
   * @param lost whether it was found missing or damaged there; true if drive is 0
   */
  public record Placement(int drive, boolean lost) {
    public static final Placement NOWHERE = new Placement(0, true);
  }
}
