package io.restriper.engine.coding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The XORs of lanes that apply a matrix over GF(2^8), in an order in which a lane that is already
 * made helps to make the next one where that is shorter (the schedule of Plank's jerasure). Lanes
 * are numbered by block: lane {@code 8 * b + j} is lane j of block b, the input blocks first, then
 * the output blocks. Immutable.
 */
final class XorSchedule {

  static final int LANES = 8;

  private final int inputs;
  private final int outputs;
  private final int[] targets;
  private final int[][] sources;

  private XorSchedule(int inputs, int outputs, int[] targets, int[][] sources) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.targets = targets;
    this.sources = sources;
  }

  /**
   * The schedule for a matrix with a row for each output block and a column for each input block.
   */
  static XorSchedule of(int[][] matrix) {
    int inputs = matrix[0].length;
    long[][] rows = bitRows(matrix);
    boolean[] made = new boolean[rows.length];
    int[] targets = new int[rows.length];
    int[][] sources = new int[rows.length][];
    for (int step = 0; step < rows.length; step++) {
      int target = -1;
      int helper = -1;
      int leastCost = Integer.MAX_VALUE;
      for (int row = 0; row < rows.length; row++) {
        if (made[row]) {
          continue;
        }
        for (int done = -1; done < rows.length; done++) {
          if (done >= 0 && !made[done]) {
            continue;
          }
          int cost = done < 0 ? ones(rows[row]) : 1 + ones(difference(rows[row], rows[done]));
          if (cost < leastCost) {
            target = row;
            helper = done;
            leastCost = cost;
          }
        }
      }
      made[target] = true;
      targets[step] = inputs * LANES + target;
      sources[step] = sources(rows, target, helper, inputs);
    }
    return new XorSchedule(inputs, matrix.length, targets, sources);
  }

  private static int[] sources(long[][] rows, int target, int helper, int inputs) {
    long[] bits = helper < 0 ? rows[target] : difference(rows[target], rows[helper]);
    List<Integer> lanes = new ArrayList<>();
    if (helper >= 0) {
      lanes.add(inputs * LANES + helper);
    }
    for (int lane = 0; lane < inputs * LANES; lane++) {
      if ((bits[lane / Long.SIZE] >>> lane & 1) != 0) {
        lanes.add(lane);
      }
    }
    return lanes.stream().mapToInt(lane -> lane).toArray();
  }

  /** A row of bits for each output lane, a bit for each input lane. */
  private static long[][] bitRows(int[][] matrix) {
    int inputs = matrix[0].length;
    long[][] rows = new long[matrix.length * LANES][(inputs * LANES + Long.SIZE - 1) / Long.SIZE];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < inputs; column++) {
        for (int bit = 0; bit < LANES; bit++) {
          int product = GaloisField.multiply(matrix[row][column], 1 << bit);
          int lane = column * LANES + bit;
          for (int out = 0; out < LANES; out++) {
            if ((product >>> out & 1) != 0) {
              rows[row * LANES + out][lane / Long.SIZE] |= 1L << lane;
            }
          }
        }
      }
    }
    return rows;
  }

  private static int ones(long[] bits) {
    return Arrays.stream(bits).mapToInt(Long::bitCount).sum();
  }

  private static long[] difference(long[] a, long[] b) {
    long[] difference = a.clone();
    for (int word = 0; word < difference.length; word++) {
      difference[word] ^= b[word];
    }
    return difference;
  }

  /** How many blocks go in. */
  int inputs() {
    return inputs;
  }

  /** How many blocks come out. */
  int outputs() {
    return outputs;
  }

  /** Makes the output lanes from the input lanes, over the first {@code length} longs of each. */
  void run(long[][] lanes, int length) {
    for (int step = 0; step < targets.length; step++) {
      LaneXor.set(lanes, targets[step], sources[step], length);
    }
  }
}
