package io.restriper.engine.coding;

import java.util.Arrays;
import java.util.Random;

/** Stripes and losses for tests, from seeds. */
final class Stripes {

  private Stripes() {}

  static byte[][] randomData(Encoding encoding, int length, long seed) {
    Random random = new Random(seed);
    byte[][] data = new byte[encoding.dataBlocks()][length];
    for (byte[] block : data) {
      random.nextBytes(block);
    }
    return data;
  }

  /** Encodes the data; the blocks of the stripe are in stripe order. */
  static byte[][] encode(Encoding encoding, byte[][] data) {
    int length = data[0].length;
    byte[][] parity = new byte[encoding.parityBlocks()][length];
    ErasureCoder.of(encoding).encode(data, parity, 0, length);
    byte[][] stripe = Arrays.copyOf(data, encoding.totalBlocks());
    System.arraycopy(parity, 0, stripe, data.length, parity.length);
    return stripe;
  }

  /**
   * Rebuilds the blocks whose bits are set, in a copy of the stripe that has rubbish in their
   * place.
   */
  static byte[][] loseAndRebuild(Encoding encoding, byte[][] stripe, int lost) {
    byte[][] blocks = new byte[stripe.length][];
    boolean[] present = new boolean[stripe.length];
    boolean[] wanted = new boolean[stripe.length];
    for (int block = 0; block < stripe.length; block++) {
      wanted[block] = (lost >> block & 1) == 1;
      present[block] = !wanted[block];
      blocks[block] = stripe[block].clone();
      if (wanted[block]) {
        Arrays.fill(blocks[block], (byte) 0x5a);
      }
    }
    ErasureCoder.of(encoding).rebuild(blocks, present, wanted, 0, stripe[0].length);
    return blocks;
  }

  /** A set of {@code size} different blocks out of {@code total}, as bits. */
  static int randomSet(Random random, int total, int size) {
    int set = 0;
    while (Integer.bitCount(set) < size) {
      set |= 1 << random.nextInt(total);
    }
    return set;
  }

  static int[] bits(int set) {
    int[] bits = new int[Integer.bitCount(set)];
    for (int i = 0, bit = 0; i < bits.length; bit++) {
      if ((set >> bit & 1) == 1) {
        bits[i++] = bit;
      }
    }
    return bits;
  }
}
