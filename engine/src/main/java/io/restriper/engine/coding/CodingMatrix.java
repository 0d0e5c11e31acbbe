package io.restriper.engine.coding;

/**
 * The coefficients of an encoding, as the package's description defines them, and those that
 * recompute some blocks of a stripe from others. Immutable.
 */
final class CodingMatrix {

  private final int dataBlocks;

  /** A row for each parity block, a column for each data block. */
  private final int[][] parity;

  /** Takes over the rows, one for each parity block. */
  CodingMatrix(int[][] parity) {
    this.dataBlocks = parity[0].length;
    this.parity = parity;
  }

  static CodingMatrix of(Encoding encoding) {
    return new CodingMatrix(CauchySearch.search(encoding));
  }

  /** The coefficient of a data block in a block of the stripe, data blocks first. */
  int coefficient(int block, int dataBlock) {
    if (block < dataBlocks) {
      return block == dataBlock ? 1 : 0;
    }
    return parity[block - dataBlocks][dataBlock];
  }

  /**
   * The coefficients that make blocks of a stripe from others.
   *
   * @param sources k different blocks of the stripe
   * @param wanted blocks of the stripe to make
   * @return a row for each wanted block, with a column for each source
   */
  int[][] rebuild(int[] sources, int[] wanted) {
    int[][] dataFromSources = invert(rows(sources));
    int[][] rows = new int[wanted.length][dataBlocks];
    for (int row = 0; row < wanted.length; row++) {
      for (int column = 0; column < dataBlocks; column++) {
        int sum = 0;
        for (int data = 0; data < dataBlocks; data++) {
          sum ^=
              GaloisField.multiply(coefficient(wanted[row], data), dataFromSources[data][column]);
        }
        rows[row][column] = sum;
      }
    }
    return rows;
  }

  private int[][] rows(int[] blocks) {
    int[][] rows = new int[blocks.length][dataBlocks];
    for (int row = 0; row < blocks.length; row++) {
      for (int column = 0; column < dataBlocks; column++) {
        rows[row][column] = coefficient(blocks[row], column);
      }
    }
    return rows;
  }

  /** Gauss-Jordan elimination; destroys its argument. */
  private static int[][] invert(int[][] matrix) {
    int size = matrix.length;
    int[][] inverse = new int[size][size];
    for (int row = 0; row < size; row++) {
      inverse[row][row] = 1;
    }
    for (int column = 0; column < size; column++) {
      int pivot = column;
      while (pivot < size && matrix[pivot][column] == 0) {
        pivot++;
      }
      if (pivot == size) {
        throw new IllegalStateException("the coding matrix has a singular part");
      }
      swap(matrix, pivot, column);
      swap(inverse, pivot, column);
      int scale = GaloisField.divide(1, matrix[column][column]);
      addScaled(matrix[column], matrix[column], scale ^ 1);
      addScaled(inverse[column], inverse[column], scale ^ 1);
      for (int row = 0; row < size; row++) {
        int factor = matrix[row][column];
        if (row != column && factor != 0) {
          addScaled(matrix[row], matrix[column], factor);
          addScaled(inverse[row], inverse[column], factor);
        }
      }
    }
    return inverse;
  }

  private static void swap(int[][] rows, int a, int b) {
    int[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void addScaled(int[] target, int[] source, int factor) {
    for (int column = 0; column < target.length; column++) {
      target[column] ^= GaloisField.multiply(source[column], factor);
    }
  }
}
