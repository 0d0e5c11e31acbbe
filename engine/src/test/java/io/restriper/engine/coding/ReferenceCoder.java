package io.restriper.engine.coding;

/** The code symbol by symbol, as the package's description says it. Slow, and meant to be read. */
final class ReferenceCoder {

  private static final int UNIT = 65536;

  private ReferenceCoder() {}

  /** The whole stripe, data blocks first. */
  static byte[][] stripe(int[][] parity, byte[][] data) {
    int k = data.length;
    int length = data[0].length;
    byte[][] stripe = new byte[k + parity.length][length];
    for (int j = 0; j < k; j++) {
      stripe[j] = data[j].clone();
    }
    for (int symbol = 0; symbol < length; symbol++) {
      for (int i = 0; i < parity.length; i++) {
        int sum = 0;
        for (int j = 0; j < k; j++) {
          sum ^= ReferenceField.multiply(parity[i][j], get(data[j], symbol));
        }
        put(stripe[k + i], symbol, sum);
      }
    }
    return stripe;
  }

  /** The data blocks from any k blocks of a stripe. */
  static byte[][] data(int[][] parity, int[] sources, byte[][] blocks) {
    int[][] inverse =
        ReferenceMatrix.inverse(ReferenceMatrix.stripeRows(parity, sources)).orElseThrow();
    int k = inverse.length;
    int length = blocks[sources[0]].length;
    byte[][] data = new byte[k][length];
    for (int symbol = 0; symbol < length; symbol++) {
      for (int j = 0; j < k; j++) {
        int sum = 0;
        for (int x = 0; x < k; x++) {
          sum ^= ReferenceField.multiply(inverse[j][x], get(blocks[sources[x]], symbol));
        }
        put(data[j], symbol, sum);
      }
    }
    return data;
  }

  private static int get(byte[] block, int symbol) {
    int value = 0;
    for (int j = 0; j < 8; j++) {
      int bit = block[place(block.length, symbol, j)] >> symbol % 8 & 1;
      value |= bit << j;
    }
    return value;
  }

  private static void put(byte[] block, int symbol, int value) {
    for (int j = 0; j < 8; j++) {
      int bit = value >> j & 1;
      block[place(block.length, symbol, j)] |= (byte) (bit << symbol % 8);
    }
  }

  /** Which byte of the block holds bit j of the symbol. */
  private static int place(int length, int symbol, int j) {
    int start = symbol / UNIT * UNIT;
    int u = Math.min(UNIT, length - start);
    return start + j * (u / 8) + (symbol - start) / 8;
  }
}
