package io.restriper.engine.local.block;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.volume.VolumePath;
import java.util.UUID;

/** Blocks to test with. */
final class Blocks {
  static final UUID CLUSTER = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final BlockId ID = new BlockId(0x1112131415161718L, 0x2122232425L, 5);
  static final int TWO_CHUNKS = BlockFormat.CHUNK + 128;

  private Blocks() {}

  static byte[] payload(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31L % 251);
    }
    return payload;
  }

  static BlockHeader header(BlockId block, int blockLength) {
    return header("/ä/file.bin", block, blockLength);
  }

  static BlockHeader header(String path, BlockId block, int blockLength) {
    return new BlockHeader(
        CLUSTER,
        VolumePath.parse(path),
        0x0102030405060708L,
        block,
        new Encoding(4, 2),
        1700000000000L,
        1700000000123L,
        0x3132333435L,
        4L * blockLength - 7,
        blockLength,
        true);
  }
}
