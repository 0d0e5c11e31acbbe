package io.restriper.engine.coding;

import java.nio.LongBuffer;

/**
 * Runs a schedule over a coding unit, tile by tile: a short piece of each lane is copied to the
 * thread's working area, which stays in the fast caches, coded there and copied out. The copies
 * cost less than what the arrays of longs gain, see {@link LaneXor}.
 */
final class LaneTiles {

  /** Longs in a tile of a lane. */
  private static final int TILE = 128;

  private static final ThreadLocal<long[][]> AREA = ThreadLocal.withInitial(() -> new long[0][]);

  private LaneTiles() {}

  /**
   * Codes a unit.
   *
   * @param start where the unit starts in each block, in longs
   * @param lane how long a lane is, in longs
   */
  static void run(
      XorSchedule schedule, LongBuffer[] inputs, LongBuffer[] outputs, int start, int lane) {
    long[][] area = area((inputs.length + outputs.length) * XorSchedule.LANES);
    for (int tile = 0; tile < lane; tile += TILE) {
      int length = Math.min(TILE, lane - tile);
      int next = 0;
      for (LongBuffer input : inputs) {
        for (int j = 0; j < XorSchedule.LANES; j++) {
          input.get(start + j * lane + tile, area[next++], 0, length);
        }
      }
      schedule.run(area, length);
      for (LongBuffer output : outputs) {
        for (int j = 0; j < XorSchedule.LANES; j++) {
          output.put(start + j * lane + tile, area[next++], 0, length);
        }
      }
    }
  }

  private static long[][] area(int lanes) {
    long[][] area = AREA.get();
    if (area.length < lanes) {
      area = new long[lanes][TILE];
      AREA.set(area);
    }
    return area;
  }
}
