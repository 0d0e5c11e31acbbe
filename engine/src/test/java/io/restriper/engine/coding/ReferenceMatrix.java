package io.restriper.engine.coding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The coding matrix, written anew from the words of the package's description, and textbook linear
 * algebra on it.
 */
final class ReferenceMatrix {

  private static final int[][] PRODUCTS = new int[256][256];
  private static final int[] INVERSES = new int[256];
  private static final int[] WEIGHTS = new int[256];

  static {
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        PRODUCTS[a][b] = ReferenceField.multiply(a, b);
      }
      INVERSES[a] = a == 0 ? 0 : ReferenceField.inverse(a);
      for (int j = 0; j < 8; j++) {
        WEIGHTS[a] += Integer.bitCount(ReferenceField.multiply(a, 1 << j));
      }
    }
  }

  private ReferenceMatrix() {}

  static int[][] parityRows(int k, int m) {
    int bestCost = Integer.MAX_VALUE;
    List<Integer> bestY = List.of();
    int[] bestS = {};
    for (int t = 1; t <= 255; t++) {
      int[] s = new int[m];
      for (int i = 1; i < m; i++) {
        s[i] = t;
      }
      int costOfT = Integer.MAX_VALUE;
      List<Integer> y = List.of();
      boolean improved = true;
      while (improved) {
        List<Integer> nextY = leastColumns(k, m, s);
        int[] nextS = new int[m];
        int cost = 0;
        for (int i = 1; i < m; i++) {
          nextS[i] = leastScale(i, nextY);
          cost += rowCost(i, nextS[i], nextY);
        }
        improved = cost < costOfT;
        if (improved) {
          costOfT = cost;
          y = nextY;
          s = nextS;
        }
      }
      if (costOfT < bestCost) {
        bestCost = costOfT;
        bestY = y;
        bestS = s;
      }
    }
    int[][] rows = new int[m][k];
    for (int j = 0; j < k; j++) {
      rows[0][j] = 1;
      for (int i = 1; i < m; i++) {
        rows[i][j] = PRODUCTS[bestS[i]][quotient(i, bestY.get(j))];
      }
    }
    return rows;
  }

  private static int quotient(int i, int y) {
    return PRODUCTS[y][INVERSES[i ^ y]];
  }

  private static int rowCost(int i, int s, List<Integer> ys) {
    return ys.stream().mapToInt(y -> WEIGHTS[PRODUCTS[s][quotient(i, y)]]).sum();
  }

  private static List<Integer> leastColumns(int k, int m, int[] s) {
    List<int[]> costAndY = new ArrayList<>();
    for (int y = m; y <= 255; y++) {
      int cost = 0;
      for (int i = 1; i < m; i++) {
        cost += rowCost(i, s[i], List.of(y));
      }
      costAndY.add(new int[] {cost, y});
    }
    costAndY.sort(Comparator.<int[]>comparingInt(c -> c[0]).thenComparingInt(c -> c[1]));
    List<Integer> ys = new ArrayList<>();
    costAndY.subList(0, k).forEach(c -> ys.add(c[1]));
    Collections.sort(ys);
    return ys;
  }

  private static int leastScale(int i, List<Integer> ys) {
    int least = 1;
    for (int s = 2; s <= 255; s++) {
      if (rowCost(i, s, ys) < rowCost(i, least, ys)) {
        least = s;
      }
    }
    return least;
  }

  /** The rows of these blocks in the matrix that makes a whole stripe from the data blocks. */
  static int[][] stripeRows(int[][] parity, int[] blocks) {
    int k = parity[0].length;
    int[][] rows = new int[blocks.length][];
    for (int r = 0; r < blocks.length; r++) {
      if (blocks[r] < k) {
        rows[r] = new int[k];
        rows[r][blocks[r]] = 1;
      } else {
        rows[r] = parity[blocks[r] - k].clone();
      }
    }
    return rows;
  }

  /** Gauss on the matrix with the unit matrix beside it; empty if it is singular. */
  static Optional<int[][]> inverse(int[][] matrix) {
    int n = matrix.length;
    int[][] wide = new int[n][2 * n];
    for (int r = 0; r < n; r++) {
      System.arraycopy(matrix[r], 0, wide[r], 0, n);
      wide[r][n + r] = 1;
    }
    for (int c = 0; c < n; c++) {
      int found = c;
      while (found < n && wide[found][c] == 0) {
        found++;
      }
      if (found == n) {
        return Optional.empty();
      }
      Collections.swap(Arrays.asList(wide), found, c);
      int scale = INVERSES[wide[c][c]];
      for (int x = 0; x < 2 * n; x++) {
        wide[c][x] = PRODUCTS[wide[c][x]][scale];
      }
      for (int r = 0; r < n; r++) {
        int factor = wide[r][c];
        if (r != c) {
          for (int x = 0; x < 2 * n; x++) {
            wide[r][x] ^= PRODUCTS[wide[c][x]][factor];
          }
        }
      }
    }
    int[][] inverse = new int[n][];
    for (int r = 0; r < n; r++) {
      inverse[r] = Arrays.copyOfRange(wide[r], n, 2 * n);
    }
    return Optional.of(inverse);
  }
}
