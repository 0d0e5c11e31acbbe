package io.restriper.fuzz;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.volume.VolumePath;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Makes block files, good ones and hostile ones. */
final class Blocks {
  private static final int CRC = Integer.BYTES;

  private Blocks() {}

  /** With a checksum that fits what is in the header. */
  static byte[] sealed(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, header.length - CRC);
    ByteBuffer.wrap(header).putInt(header.length - CRC, (int) crc.getValue());
    return header;
  }

  /** A whole block file of zeros whose header says this. */
  static byte[] file(BlockHeader header) {
    byte[] payload = new byte[header.blockLength()];
    ByteBuffer head = BlockFormat.encodeHeader(header, payload, 0, payload.length);
    byte[] file = new byte[head.remaining() + payload.length];
    System.arraycopy(head.array(), 0, file, 0, head.remaining());
    return file;
  }

  /** A header that could be, of a small file. */
  static BlockHeader header(UUID cluster, String path, long version, long stripe, int index) {
    return new BlockHeader(
        cluster,
        VolumePath.parse(path),
        version,
        new BlockId(version, stripe, index),
        new Encoding(2, 1),
        1000,
        2000,
        stripe * 128,
        128,
        64,
        true);
  }
}
