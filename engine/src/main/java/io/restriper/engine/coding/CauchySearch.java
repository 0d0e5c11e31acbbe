package io.restriper.engine.coding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The search for coefficients that need few XORs, step by step as the package's description defines
 * it.
 */
final class CauchySearch {

  /** By two elements: how many ones the bit matrix of their product has. */
  private static final byte[][] ONES = new byte[GaloisField.SIZE][GaloisField.SIZE];

  static {
    for (int a = 0; a < GaloisField.SIZE; a++) {
      for (int b = 0; b < GaloisField.SIZE; b++) {
        ONES[a][b] = (byte) GaloisField.ones(GaloisField.multiply(a, b));
      }
    }
  }

  private final int dataBlocks;
  private final int parityBlocks;

  /** By row and candidate: the element of the Cauchy matrix with its column normalised. */
  private final int[][] quotients;

  private CauchySearch(Encoding encoding) {
    this.dataBlocks = encoding.dataBlocks();
    this.parityBlocks = encoding.parityBlocks();
    this.quotients = new int[parityBlocks][GaloisField.SIZE];
    for (int row = 0; row < parityBlocks; row++) {
      for (int y = parityBlocks; y < GaloisField.SIZE; y++) {
        quotients[row][y] = GaloisField.divide(y, row ^ y);
      }
    }
  }

  /**
   * The coding matrix of an encoding: a row for each parity block, a column for each data block.
   */
  static int[][] search(Encoding encoding) {
    return new CauchySearch(encoding).best();
  }

  private record Choice(int[] columns, int[] scales, int cost) {}

  private int[][] best() {
    Choice best = null;
    for (int start = 1; start < GaloisField.SIZE; start++) {
      Choice choice = descend(start);
      if (best == null || choice.cost() < best.cost()) {
        best = choice;
      }
    }
    int[][] matrix = new int[parityBlocks][dataBlocks];
    for (int row = 0; row < parityBlocks; row++) {
      for (int column = 0; column < dataBlocks; column++) {
        int quotient = quotients[row][best.columns()[column]];
        matrix[row][column] = GaloisField.multiply(best.scales()[row], quotient);
      }
    }
    return matrix;
  }

  private Choice descend(int start) {
    int[] scales = new int[parityBlocks];
    Arrays.fill(scales, start);
    scales[0] = 1;
    Choice best = null;
    while (true) {
      int[] columns = cheapestColumns(scales);
      int[] cheaper = new int[parityBlocks];
      cheaper[0] = 1;
      int cost = 0;
      for (int row = 1; row < parityBlocks; row++) {
        cheaper[row] = cheapestScale(row, columns);
        cost += cost(row, cheaper[row], columns);
      }
      if (best != null && cost >= best.cost()) {
        return best;
      }
      best = new Choice(columns, cheaper, cost);
      scales = cheaper;
    }
  }

  private int[] cheapestColumns(int[] scales) {
    int[] costs = new int[GaloisField.SIZE];
    for (int row = 1; row < parityBlocks; row++) {
      byte[] ones = ONES[scales[row]];
      for (int y = parityBlocks; y < GaloisField.SIZE; y++) {
        costs[y] += ones[quotients[row][y]];
      }
    }
    return IntStream.range(parityBlocks, GaloisField.SIZE)
        .map(y -> costs[y] * GaloisField.SIZE + y)
        .sorted()
        .limit(dataBlocks)
        .map(costThenY -> costThenY % GaloisField.SIZE)
        .sorted()
        .toArray();
  }

  private int cheapestScale(int row, int[] columns) {
    int best = 1;
    int bestCost = Integer.MAX_VALUE;
    for (int scale = 1; scale < GaloisField.SIZE; scale++) {
      int cost = cost(row, scale, columns);
      if (cost < bestCost) {
        best = scale;
        bestCost = cost;
      }
    }
    return best;
  }

  private int cost(int row, int scale, int[] columns) {
    int[] quotientsOfRow = quotients[row];
    byte[] ones = ONES[scale];
    int cost = 0;
    for (int y : columns) {
      cost += ones[quotientsOfRow[y]];
    }
    return cost;
  }
}
