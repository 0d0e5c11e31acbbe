package io.restriper.engine.coding;

import java.nio.LongBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Runs a schedule over a coding unit: its lanes are copied to a working area, coded there and
 * copied out. The copies cost far less than what the arrays of longs gain, see {@link LaneXor};
 * whole lanes at a time did better than shorter pieces that fit in the first-level cache.
 */
final class LaneArea {

  private static final int LONGEST_LANE = ErasureCoder.UNIT / XorSchedule.LANES / Long.BYTES;

  /**
   * Lanes as long as a power of two would all begin at about the same place of a first-level cache,
   * which has room for eight or so of them there.
   */
  private static final int APART = 40;

  /** As many as can be at work at once; not one a thread, of which a server may have hundreds. */
  private static final ArrayBlockingQueue<long[][]> KEPT =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

  private LaneArea() {}

  /**
   * Codes a unit.
   *
   * @param start where the unit starts in each block, in longs
   * @param lane how long a lane is, in longs
   */
  static void run(
      XorSchedule schedule, LongBuffer[] inputs, LongBuffer[] outputs, int start, int lane) {
    long[][] kept = KEPT.poll();
    int lanes = (inputs.length + outputs.length) * XorSchedule.LANES;
    long[][] area =
        kept == null || kept.length < lanes ? new long[lanes][LONGEST_LANE + APART] : kept;
    run(schedule, inputs, outputs, start, lane, area);
    // What is left of an area after a failure is garbage in any case, so there is no finally.
    KEPT.offer(area);
  }

  private static void run(
      XorSchedule schedule,
      LongBuffer[] inputs,
      LongBuffer[] outputs,
      int start,
      int lane,
      long[][] area) {
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
}
