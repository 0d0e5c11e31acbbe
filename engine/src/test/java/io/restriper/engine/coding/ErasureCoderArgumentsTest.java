package io.restriper.engine.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureCoderArgumentsTest {

  private final ErasureCoder coder = ErasureCoder.of(new Encoding(2, 2));
  private final byte[][] data = new byte[2][128];
  private final byte[][] parity = new byte[2][128];
  private final byte[][] blocks = new byte[4][128];
  private final boolean[] present = {true, true, false, false};
  private final boolean[] wanted = {false, false, true, true};

  @ParameterizedTest
  @CsvSource({
    "64, 64, offset 64 is not a multiple of the coding unit of 65536 bytes",
    "-65536, 64, offset -65536 is not",
    "0, 100, length 100 is not a multiple of 64 bytes",
    "0, -64, length -64 is not",
    "0, 192, 'block 0 has 128 bytes, too few for 192 bytes from offset 0'",
    "65536, 64, 'block 0 has 128 bytes, too few for 64 bytes from offset 65536'",
    "2147418112, 2147483584, too few for 2147483584 bytes from offset 2147418112"
  })
  void refusesWrongWindows(int offset, int length, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(data, parity, offset, length))
        .withMessageContaining(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, present, wanted, offset, length))
        .withMessageContaining(message);
  }

  @Test
  void refusesAWrongNumberOfBlocks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(new byte[3][128], parity, 0, 128))
        .withMessage("encoding 2+2 takes 2 data blocks, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(data, new byte[1][128], 0, 128))
        .withMessage("encoding 2+2 takes 2 parity blocks, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(new byte[5][128], present, wanted, 0, 128))
        .withMessage("encoding 2+2 takes 4 blocks, not 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, new boolean[3], wanted, 0, 128))
        .withMessage("encoding 2+2 takes 4 flags of present blocks, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, present, new boolean[5], 0, 128))
        .withMessage("encoding 2+2 takes 4 flags of wanted blocks, not 5");
  }

  @Test
  void refusesBlocksThatAreMissingOrTooShort() {
    parity[1] = null;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.encode(data, parity, 0, 128))
        .withMessage("block 3 is missing");
    blocks[2] = new byte[64];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, present, wanted, 0, 128))
        .withMessage("block 2 has 64 bytes, too few for 128 bytes from offset 0");
  }

  @Test
  void refusesToRebuildFromTooFewBlocks() {
    present[1] = false;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, present, wanted, 0, 128))
        .withMessage("only 1 of 4 blocks are present; encoding 2+2 needs any 2 of them");
  }

  @Test
  void refusesToOverwriteWhatIsPresent() {
    wanted[0] = true;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coder.rebuild(blocks, present, wanted, 0, 128))
        .withMessageContaining("block 0 is both present and wanted");
  }

  @Test
  void touchesNothingWhenNothingIsWantedOrTheWindowIsEmpty() {
    Arrays.fill(data[0], (byte) 1);
    coder.encode(data, parity, 0, 0);
    coder.rebuild(blocks, present, new boolean[4], 0, 128);
    coder.rebuild(blocks, present, wanted, 0, 0);

    assertThat(parity).isDeepEqualTo(new byte[2][128]);
    assertThat(blocks).isDeepEqualTo(new byte[4][128]);
  }
}
