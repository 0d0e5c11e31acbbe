package io.restriper.engine.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureCoderTest {

  private static final int UNIT = ErasureCoder.UNIT;

  @ParameterizedTest
  @CsvSource({
    "1+1, 64",
    "1+3, 128",
    "4+2, 64",
    "4+2, 65536",
    "4+2, 65600",
    "6+3, 4096",
    "10+4, 8256",
    "8+3, 131136",
    "3+5, 192",
    "16+16, 64",
    "29+3, 128"
  })
  void encodesAsTheIndependentImplementationDoes(String text, int length) {
    Encoding encoding = Encoding.parse(text);
    byte[][] data = Stripes.randomData(encoding, length, 17);

    byte[][] stripe = Stripes.encode(encoding, data);

    int[][] parity = ReferenceMatrix.parityRows(encoding.dataBlocks(), encoding.parityBlocks());
    assertThat(stripe).isDeepEqualTo(ReferenceCoder.stripe(parity, data));
  }

  @ParameterizedTest
  @CsvSource({"4+2, 4160", "6+3, 128", "10+4, 192"})
  void theIndependentImplementationReadsWhatItEncodes(String text, int length) {
    Encoding encoding = Encoding.parse(text);
    byte[][] data = Stripes.randomData(encoding, length, 18);
    byte[][] stripe = Stripes.encode(encoding, data);
    int[][] parity = ReferenceMatrix.parityRows(encoding.dataBlocks(), encoding.parityBlocks());
    int[] last = new int[encoding.dataBlocks()];
    Arrays.setAll(last, i -> encoding.parityBlocks() + i);

    assertThat(ReferenceCoder.data(parity, last, stripe)).isDeepEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({
    "1+1, 1604881815",
    "4+2, 930008965",
    "6+3, 1684244442",
    "8+3, 1684496409",
    "10+4, 3786253779",
    "16+16, 1699655380"
  })
  void storedFormatNeverChanges(String text, long expected) {
    Encoding encoding = Encoding.parse(text);
    int length = 2 * UNIT + 4160;
    byte[][] data = new byte[encoding.dataBlocks()][length];
    for (int block = 0; block < data.length; block++) {
      for (int i = 0; i < length; i++) {
        data[block][i] = (byte) ((i + 1) * (2 * block + 3) >> 5 ^ i * 29 ^ i >> 9);
      }
    }
    CRC32C crc = new CRC32C();

    byte[][] stripe = Stripes.encode(encoding, data);

    for (int block = encoding.dataBlocks(); block < encoding.totalBlocks(); block++) {
      crc.update(stripe[block]);
    }
    assertThat(crc.getValue()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1+1", "4+2", "6+3", "8+3", "10+4"})
  void rebuildsEveryLossThatTheEncodingAllows(String text) {
    Encoding encoding = Encoding.parse(text);
    byte[][] stripe = Stripes.encode(encoding, Stripes.randomData(encoding, 192, 19));

    for (int lost = 0; lost < (1 << encoding.totalBlocks()); lost++) {
      if (Integer.bitCount(lost) <= encoding.parityBlocks()) {
        assertThat(Arrays.deepEquals(stripe, Stripes.loseAndRebuild(encoding, stripe, lost)))
            .as("lost blocks %s", Integer.toBinaryString(lost))
            .isTrue();
      }
    }
  }

  @Test
  void rebuildsRandomLossesOfRandomStripes() {
    Random random = new Random(20062);
    for (int round = 0; round < 300; round++) {
      int k = 1 + random.nextInt(16);
      int m = 1 + random.nextInt(6);
      Encoding encoding = new Encoding(k, m);
      int length =
          random.nextInt(3) * UNIT + random.nextInt(UNIT / 64) / (1 + random.nextInt(64)) * 64;
      byte[][] stripe = Stripes.encode(encoding, Stripes.randomData(encoding, length, round));
      int lost = Stripes.randomSet(random, k + m, 1 + random.nextInt(m));

      assertThat(Arrays.deepEquals(stripe, Stripes.loseAndRebuild(encoding, stripe, lost)))
          .as("round %d: %s, %d bytes, lost %s", round, encoding, length, Stripes.bits(lost))
          .isTrue();
    }
  }

  @Test
  void rebuildsOnlyWhatIsWantedAndReadsOnlyWhatIsPresent() {
    Encoding encoding = new Encoding(4, 2);
    byte[][] stripe = Stripes.encode(encoding, Stripes.randomData(encoding, 128, 20));
    byte[][] blocks = stripe.clone();
    blocks[1] = new byte[128];
    blocks[4] = null;
    boolean[] present = {true, false, true, true, false, true};
    boolean[] wanted = {false, true, false, false, false, false};

    ErasureCoder.of(encoding).rebuild(blocks, present, wanted, 0, 128);

    assertThat(blocks[1]).isEqualTo(stripe[1]);
    assertThat(blocks[4]).isNull();
  }

  @Test
  void rebuildsAWindowWithoutTouchingTheRest() {
    Encoding encoding = new Encoding(6, 3);
    int length = 3 * UNIT + 320;
    byte[][] stripe = Stripes.encode(encoding, Stripes.randomData(encoding, length, 21));
    boolean[] present = {false, true, true, false, true, true, false, true, true};
    boolean[] wanted = {true, false, false, true, false, false, true, false, false};
    int[][] windows = {{0, UNIT}, {UNIT, 2 * UNIT}, {3 * UNIT, 320}, {2 * UNIT, UNIT + 320}};
    for (int[] window : windows) {
      byte[][] blocks = stripe.clone();
      byte[][] expected = stripe.clone();
      for (int block = 0; block < stripe.length; block++) {
        if (wanted[block]) {
          blocks[block] = new byte[length];
          expected[block] = new byte[length];
          System.arraycopy(stripe[block], window[0], expected[block], window[0], window[1]);
        }
      }

      ErasureCoder.of(encoding).rebuild(blocks, present, wanted, window[0], window[1]);

      assertThat(Arrays.deepEquals(blocks, expected)).as(Arrays.toString(window)).isTrue();
    }
  }

  @Test
  void encodesWindowByWindowAsAllAtOnce() {
    Encoding encoding = new Encoding(4, 2);
    int length = 2 * UNIT + 64;
    byte[][] data = Stripes.randomData(encoding, length, 22);
    byte[][] stripe = Stripes.encode(encoding, data);
    byte[][] parity = new byte[2][length];

    for (int offset = 0; offset < length; offset += UNIT) {
      ErasureCoder.of(encoding).encode(data, parity, offset, Math.min(UNIT, length - offset));
    }

    assertThat(parity).isDeepEqualTo(Arrays.copyOfRange(stripe, 4, 6));
  }

  @Test
  void isRightOnManyThreadsAtOnce() {
    Random random = new Random(20063);
    Encoding encoding = new Encoding(10, 4);
    byte[][] stripe = Stripes.encode(encoding, Stripes.randomData(encoding, 4096, 23));
    int[] losses = random.ints(2000, 0, 1 << 14).filter(s -> Integer.bitCount(s) <= 4).toArray();

    assertThat(
            Arrays.stream(losses)
                .parallel()
                .filter(
                    lost ->
                        !Arrays.deepEquals(stripe, Stripes.loseAndRebuild(encoding, stripe, lost))))
        .isEmpty();
  }

  @Test
  void isSharedByAllWhoUseAnEncoding() {
    ErasureCoder coder = ErasureCoder.of(new Encoding(4, 2));

    assertThat(coder).isSameAs(ErasureCoder.of(Encoding.parse("4+2")));
    assertThat(coder.encoding()).hasToString("4+2");
  }
}
