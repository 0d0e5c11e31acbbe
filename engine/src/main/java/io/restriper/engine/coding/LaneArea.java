package io.restriper.engine.coding;

import java.nio.LongBuffer;

/**
 * Runs a schedule over a coding unit: its lanes are copied to the thread's working area, coded
 * there and copied out. The copies cost far less than what the arrays of longs gain, see {@link
 * LaneXor}; whole lanes at a time did better than shorter pieces that fit in the first-level cache.
 */
final class LaneArea {

  private static final int LONGEST_LANE = ErasureCoder.UNIT / XorSchedule.LANES / Long.BYTES;

  private static final ThreadLocal<long[][]> AREA = ThreadLocal.withInitial(() -> new long[0][]);

  private LaneArea() {}

  /**
   * Codes a unit.
   *
   * @param start where the unit starts in each block, in longs
   * @param lane how long a lane is, in longs
   */
  static void run(
      XorSchedule schedule, LongBuffer[] inputs, LongBuffer[] outputs, int start, int lane) {
    long[][] area = area((inputs.length + outputs.length) * XorSchedule.LANES);
    int next = 0;
    for (LongBuffer input : inputs) {
      for (int j = 0; j < XorSchedule.LANES; j++) {
        input.get(start + j * lane, area[next++], 0, lane);
      }
    }
    schedule.run(area, lane);
    for (LongBuffer output : outputs) {
      for (int j = 0; j < XorSchedule.LANES; j++) {
        output.put(start + j * lane, area[next++], 0, lane);
      }
    }
  }

  private static long[][] area(int lanes) {
    long[][] area = AREA.get();
    if (area.length < lanes) {
      area = new long[lanes][LONGEST_LANE];
      AREA.set(area);
    }
    return area;
  }
}
