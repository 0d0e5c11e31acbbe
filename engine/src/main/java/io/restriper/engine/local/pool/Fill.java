package io.restriper.engine.local.pool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How full the drives are that take blocks, and how full they would be after some moves. A drive's
 * fill is what is on it in proportion to what it can hold. Not thread-safe.
 */
public final class Fill {
  /** Drives whose fill differs from the mean by less than this share of it are left alone. */
  private static final double DEAD_BAND = 0.05;

  /** So few blocks above or below the mean are left alone, however empty the drives are. */
  private static final int SLACK_BLOCKS = 8;

  private final Map<Integer, Load> loads = new LinkedHashMap<>();
  private final double mean;

  private static final class Load {
    private final long capacity;
    private long used;

    Load(long used, long capacity) {
      this.used = used;
      this.capacity = Math.max(1, capacity);
    }
  }

  private Fill(Map<Integer, Slot> drives) {
    long used = 0;
    long capacity = 0;
    for (Map.Entry<Integer, Slot> drive : drives.entrySet()) {
      Slot slot = drive.getValue();
      Load load = new Load(slot.used(), slot.used() + slot.condition().free());
      loads.put(drive.getKey(), load);
      used += load.used;
      capacity += load.capacity;
    }
    mean = capacity == 0 ? 0 : (double) used / capacity;
  }

  /** As it is at this instant. */
  public static Fill of(DrivePool pool) {
    return new Fill(pool.takingBlocks());
  }

  /** The drives, in no particular order. */
  public Collection<Integer> drives() {
    return loads.keySet();
  }

  /** Bytes that a drive has above what the mean fill would give it; negative if it has less. */
  public long surplus(int drive) {
    Load load = loads.get(drive);
    return (long) (load.used - mean * load.capacity);
  }

  /** Bytes that still fit on a drive. */
  public long free(int drive) {
    Load load = loads.get(drive);
    return load.capacity - load.used;
  }

  /** Whether a block fits on a drive, as {@link Placement#hasRoom} tells it. */
  public boolean hasRoom(int drive, int blockLength) {
    return free(drive) >= Placement.roomFor(blockLength);
  }

  /**
   * How far beyond the dead band the drive is that differs most from the mean, as a share of the
   * mean; 0 if all are within it.
   *
   * @param blockSize payload of a full block, in bytes
   */
  public double excess(int blockSize) {
    double worst = 0;
    for (Map.Entry<Integer, Load> drive : loads.entrySet()) {
      double expected = mean * drive.getValue().capacity;
      double off = Math.abs(drive.getValue().used - expected);
      if (off > DEAD_BAND * expected && off > (double) SLACK_BLOCKS * blockSize) {
        worst = Math.max(worst, off / expected);
      }
    }
    return worst;
  }

  /**
   * Whether moving a block makes the spread strictly better: it brings down the sum over all drives
   * of capacity times the square of the fill, so that a sequence of such moves comes to an end.
   */
  public boolean improves(int from, int to, long bytes) {
    Load source = loads.get(from);
    Load target = loads.get(to);
    return (2.0 * target.used + bytes) / target.capacity
        < (2.0 * source.used - bytes) / source.capacity;
  }

  /** Counts a move. */
  public void move(int from, int to, long bytes) {
    loads.get(from).used -= bytes;
    loads.get(to).used += bytes;
  }
}
