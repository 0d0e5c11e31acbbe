package io.restriper.engine.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodingMatrixTest {

  private static final int EXHAUSTIVE_UP_TO = 12;
  private static final int SAMPLES = 20;

  @ParameterizedTest
  @ValueSource(strings = {"1+1", "1+4", "4+1", "2+2", "4+2", "6+3", "8+3", "10+4", "3+5", "17+2"})
  void isTheOneThatTheDescriptionDefines(String text) {
    Encoding encoding = Encoding.parse(text);

    assertThat(parity(encoding))
        .isDeepEqualTo(ReferenceMatrix.parityRows(encoding.dataBlocks(), encoding.parityBlocks()));
  }

  @Test
  void neverChanges() {
    assertThat(parity(new Encoding(4, 2)))
        .isDeepEqualTo(new int[][] {{1, 1, 1, 1}, {2, 1, 71, 142}});
    assertThat(parity(new Encoding(6, 3)))
        .isDeepEqualTo(
            new int[][] {{1, 1, 1, 1, 1, 1}, {17, 143, 142, 2, 4, 87}, {2, 4, 201, 86, 142, 1}});
    assertThat(parity(new Encoding(10, 4)))
        .isDeepEqualTo(
            new int[][] {
              {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
              {2, 134, 1, 193, 143, 71, 35, 216, 6, 5},
              {6, 216, 143, 8, 1, 227, 194, 134, 2, 140},
              {4, 3, 195, 16, 1, 71, 142, 18, 217, 2}
            });
  }

  @Test
  void anyKBlocksSuffice() {
    Random random = new Random(20061);
    for (int k = 1; k < Encoding.MAX_TOTAL_BLOCKS; k++) {
      for (int m = 1; k + m <= Encoding.MAX_TOTAL_BLOCKS; m++) {
        if (k + m > EXHAUSTIVE_UP_TO && (k + m) % 4 != 0) {
          continue;
        }
        int[][] parity = parity(new Encoding(k, m));
        List<Integer> sets =
            k + m <= EXHAUSTIVE_UP_TO ? allSets(k + m, k) : someSets(random, k + m, k);
        assertThat(insufficient(parity, sets)).as("%d+%d", k, m).isEmpty();
      }
    }
  }

  @Test
  void theCheckFindsAWrongCoefficient() {
    Encoding encoding = new Encoding(4, 2);
    int[][] parity = parity(encoding);
    parity[1][0] = parity[1][1];

    assertThat(insufficient(parity, allSets(6, 4)))
        .as("blocks 0 and 1 cannot be told apart without one of them")
        .containsExactly(0b111100);
  }

  @Test
  void firstParityBlockIsThePlainXor() {
    for (int k = 1; k < Encoding.MAX_TOTAL_BLOCKS; k++) {
      assertThat(parity(new Encoding(k, Math.min(2, 32 - k)))[0]).containsOnly(1);
    }
  }

  @Test
  void parityBlocksOfASingleDataBlockAreCopies() {
    for (int[] row : parity(new Encoding(1, 31))) {
      assertThat(row).containsExactly(1);
    }
  }

  private static int[][] parity(Encoding encoding) {
    CodingMatrix matrix = CodingMatrix.of(encoding);
    int[][] parity = new int[encoding.parityBlocks()][encoding.dataBlocks()];
    for (int i = 0; i < parity.length; i++) {
      for (int j = 0; j < encoding.dataBlocks(); j++) {
        parity[i][j] = matrix.coefficient(encoding.dataBlocks() + i, j);
      }
    }
    return parity;
  }

  /** The sets of k blocks, as bits, that do not suffice to recompute the others. */
  private static List<Integer> insufficient(int[][] parity, List<Integer> sets) {
    return sets.stream()
        .filter(
            set ->
                ReferenceMatrix.inverse(ReferenceMatrix.stripeRows(parity, Stripes.bits(set)))
                    .isEmpty())
        .toList();
  }

  private static List<Integer> allSets(int total, int size) {
    List<Integer> sets = new ArrayList<>();
    for (int set = 0; set < (1 << total); set++) {
      if (Integer.bitCount(set) == size) {
        sets.add(set);
      }
    }
    return sets;
  }

  private static List<Integer> someSets(Random random, int total, int size) {
    List<Integer> sets = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      sets.add(Stripes.randomSet(random, total, size));
    }
    return sets;
  }
}
