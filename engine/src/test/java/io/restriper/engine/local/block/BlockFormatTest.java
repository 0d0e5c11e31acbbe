package io.restriper.engine.local.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.volume.VolumePath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFormatTest {
  private static final String NAME = "blocks/00/x";

  /** Made by a program of its own, in another language, after docs/on-disk-format.md. */
  private static final String GOLDEN =
      "895253420d0a1a0a00010101000010000011223344556677"
          + "8899aabbccddeeff01020304050607081112131415161718"
          + "0000002122232425050402000001008000"
          + "00018bcfe568000000018bcfe5687b"
          + "000000313233343500000000000401f9"
          + "000c0000000000022fc3a42f66696c652e62696e"
          + "91c720fb60517003";

  private static final int GOLDEN_CHECKSUM = 0x8bd74719;

  @Test
  void writesTheDocumentedBytes() {
    byte[] expected = Arrays.copyOf(HexFormat.of().parseHex(GOLDEN), BlockFormat.PAGE);
    ByteBuffer.wrap(expected).putInt(BlockFormat.PAGE - 4, GOLDEN_CHECKSUM);

    assertThat(encode(Blocks.header(Blocks.ID, Blocks.TWO_CHUNKS))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {64, 128, 65472, 65536, 65600, 131072, 1 << 20, BlockFormat.MAX_BLOCK - 64, 1 << 24})
  void readsWhatItWrote(int length) throws Exception {
    BlockHeader header = Blocks.header(Blocks.ID, length);
    byte[] payload = Blocks.payload(length);

    ParsedBlock parsed = BlockFormat.parse(encode(header), NAME);

    assertThat(parsed.header()).isEqualTo(header);
    assertThat(parsed.headerLength())
        .isEqualTo(BlockFormat.headerLength(header.path(), length))
        .matches(bytes -> bytes % BlockFormat.PAGE == 0);
    int at = 0;
    for (int chunk = 0; chunk < parsed.chunks(); chunk++) {
      parsed.verifyChunk(chunk, payload, at, parsed.chunkLength(chunk));
      at += parsed.chunkLength(chunk);
    }
    assertThat(at).isEqualTo(length);
  }

  @Test
  void theLongestPathAndBlockFitIntoTheLongestHeader() throws Exception {
    String path = ("/" + "n".repeat(255)).repeat(16).substring(0, VolumePath.MAX_BYTES);
    BlockHeader header = Blocks.header(path, Blocks.ID, BlockFormat.MAX_BLOCK);

    byte[] bytes = encode(header);

    assertThat(bytes).hasSize(BlockFormat.MAX_HEADER);
    assertThat(BlockFormat.parse(bytes, NAME).header()).isEqualTo(header);
  }

  @Test
  void everyBitFlipInAHeaderIsNoticed() {
    byte[] bytes = encode(Blocks.header(Blocks.ID, 64));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> BlockFormat.parse(bytes, NAME))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining(NAME);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4095, 4097, 8192})
  void aHeaderOfAnotherLengthIsNoticed(int length) {
    byte[] bytes = Arrays.copyOf(encode(Blocks.header(Blocks.ID, 64)), length);

    assertThatThrownBy(() -> BlockFormat.parse(bytes, NAME))
        .isInstanceOf(CorruptBlockException.class);
  }

  /** Where a field is, and a value for it that no writer gives it. */
  static Stream<Nonsense> nonsense() {
    return Stream.of(
        new Nonsense(8, 2, 0, "format version 0"),
        new Nonsense(10, 1, 2, "coding or flags"),
        new Nonsense(11, 1, 2, "coding or flags"),
        new Nonsense(12, 4, 12288, "header has 12288 bytes"),
        new Nonsense(48, 8, -1, "stripe -1"),
        new Nonsense(56, 1, 6, "index 6"),
        new Nonsense(57, 1, 0, "contradicts itself"),
        new Nonsense(58, 1, 0, "contradicts itself"),
        new Nonsense(59, 1, 1, "coding or flags"),
        new Nonsense(60, 4, 0, "lengths"),
        new Nonsense(60, 4, 65, "block length 65"),
        new Nonsense(60, 4, 1 << 25, "lengths"),
        new Nonsense(80, 8, Long.MAX_VALUE, "contradicts itself"),
        new Nonsense(88, 8, 1L << 40, "contradicts itself"),
        new Nonsense(96, 2, 5000, "lengths"),
        new Nonsense(98, 2, 1, "coding or flags"),
        new Nonsense(100, 4, 3, "lengths"),
        new Nonsense(104, 1, 'a', "contradicts itself"),
        new Nonsense(105, 1, 0xff, "contradicts itself"));
  }

  record Nonsense(int at, int bytes, long value, String message) {}

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseUnderAGoodChecksumIsNoticed(Nonsense nonsense) {
    byte[] bytes = encode(Blocks.header(Blocks.ID, 64));
    for (int i = 0; i < nonsense.bytes; i++) {
      bytes[nonsense.at + nonsense.bytes - 1 - i] = (byte) (nonsense.value >>> 8 * i);
    }
    int end = bytes.length - 4;
    ByteBuffer.wrap(bytes).putInt(end, BlockFormat.checksum(bytes, 0, end));

    assertThatThrownBy(() -> BlockFormat.parse(bytes, NAME))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining(nonsense.message);
  }

  @Test
  void aSoundHeaderOfALaterVersionIsNotDamage() {
    byte[] bytes = encode(Blocks.header(Blocks.ID, 64));
    bytes[9] = 2;
    assertThatThrownBy(() -> BlockFormat.parse(bytes, NAME))
        .isInstanceOf(CorruptBlockException.class);

    int end = bytes.length - 4;
    ByteBuffer.wrap(bytes).putInt(end, BlockFormat.checksum(bytes, 0, end));
    assertThatThrownBy(() -> BlockFormat.parse(bytes, NAME))
        .isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("format version 2")
        .hasMessageContaining("Start the newer server");
  }

  @Test
  void aHeaderThatContradictsItselfIsNotWritten() {
    BlockId outside = new BlockId(1, 0, 6);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> encode(Blocks.header(outside, 64)))
        .withMessageContaining("index 6");
    assertThatIllegalArgumentException().isThrownBy(() -> encode(Blocks.header(Blocks.ID, 65)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encode(Blocks.header("/", Blocks.ID, 64)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BlockFormat.encodeHeader(
                    Blocks.header(Blocks.ID, 64), Blocks.payload(128), 0, 128));
  }

  @Test
  void checksumsAreOfThePartOfThePayloadThatIsGiven() {
    BlockHeader header = Blocks.header(Blocks.ID, Blocks.TWO_CHUNKS);
    byte[] wide = new byte[Blocks.TWO_CHUNKS + 20];
    System.arraycopy(Blocks.payload(Blocks.TWO_CHUNKS), 0, wide, 13, Blocks.TWO_CHUNKS);

    ByteBuffer shifted = BlockFormat.encodeHeader(header, wide, 13, Blocks.TWO_CHUNKS);

    assertThat(shifted).isEqualTo(ByteBuffer.wrap(encode(header)));
    assertThat(header.encoding()).isEqualTo(new Encoding(4, 2));
  }

  private static byte[] encode(BlockHeader header) {
    int length = header.blockLength();
    ByteBuffer bytes = BlockFormat.encodeHeader(header, Blocks.payload(length), 0, length);
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
