package io.restriper.engine.local.block;

import java.util.Objects;

/** A header that was verified, and the checksums of its block's chunks. Immutable. */
public final class ParsedBlock {
  private final BlockHeader header;
  private final int headerLength;
  private final int[] checksums;
  private final String name;

  ParsedBlock(BlockHeader header, int headerLength, int[] checksums, String name) {
    this.header = header;
    this.headerLength = headerLength;
    this.checksums = checksums;
    this.name = name;
  }

  /** What the block says about itself. */
  public BlockHeader header() {
    return header;
  }

  /** Bytes before the payload. */
  public int headerLength() {
    return headerLength;
  }

  /** How many chunks the payload has. */
  public int chunks() {
    return checksums.length;
  }

  /**
   * Bytes of a chunk.
   *
   * @param chunk from 0
   */
  public int chunkLength(int chunk) {
    Objects.checkIndex(chunk, checksums.length);
    return Math.min(BlockFormat.CHUNK, header.blockLength() - chunk * BlockFormat.CHUNK);
  }

  /**
   * Verifies a chunk of the payload.
   *
   * @param chunk from 0
   * @throws CorruptBlockException if the bytes are not those that were written
   */
  public void verifyChunk(int chunk, byte[] bytes, int offset, int length)
      throws CorruptBlockException {
    if (length != chunkLength(chunk)
        || BlockFormat.checksum(bytes, offset, length) != checksums[chunk]) {
      throw BlockFormat.corrupt(
          name,
          String.format(
              "does not match its checksum in the %d bytes from byte %d",
              chunkLength(chunk), headerLength + (long) chunk * BlockFormat.CHUNK));
    }
  }
}
