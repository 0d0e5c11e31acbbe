package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import java.util.OptionalLong;

/**
 * Remembers that work lacked room, and tells when it is worth another try: when there is more room,
 * or when files were re-encoded, after which moves may make room once more. The sum over all drives
 * is what counts: a run that moves blocks makes room on one drive at the cost of another, and must
 * not call for the next one by that. Thread-safe.
 */
final class Shortage {
  /** So many blocks may be on two drives at the same time while they are moved. */
  private static final int IN_FLIGHT_BLOCKS = 8;

  private final DrivePool pool;
  private final Placement placement;
  private final int blockSize;
  private OptionalLong free = OptionalLong.empty();
  private boolean reencoded;
  private boolean working;

  /**
   * @param blockSize payload of a full block, in bytes
   */
  Shortage(DrivePool pool, Placement placement, int blockSize) {
    this.pool = pool;
    this.placement = placement;
    this.blockSize = blockSize;
  }

  /** Work was blocked for lack of room. */
  synchronized void noted() {
    free = OptionalLong.of(Math.min(free.orElse(Long.MAX_VALUE), free()));
  }

  /**
   * A task was done.
   *
   * @param reencoding whether a stripe was re-encoded, so that less is left to do than before: what
   *     calls for a run by that ends some time
   */
  synchronized void done(boolean reencoding) {
    working = true;
    reencoded |= reencoding;
  }

  /** Whether work that was blocked is worth another try; tells so once. */
  synchronized boolean isEased() {
    boolean over = !working;
    working = false;
    boolean eased =
        free.isPresent()
            && (reencoded && over
                || free() > free.getAsLong() + (long) IN_FLIGHT_BLOCKS * blockSize)
            && placement.anyRoom(blockSize);
    if (eased) {
      free = OptionalLong.empty();
      reencoded = false;
    }
    return eased;
  }

  private long free() {
    return pool.usable().values().stream().mapToLong(slot -> slot.condition().free()).sum();
  }
}
