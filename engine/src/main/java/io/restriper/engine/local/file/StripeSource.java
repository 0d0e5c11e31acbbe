package io.restriper.engine.local.file;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeShape;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into stripes and encodes them. Small files never take more memory than they need.
 * Not thread-safe.
 */
final class StripeSource {
  private static final int PROBE = 64 * 1024;

  private final InputStream content;
  private final Encoding encoding;
  private final BufferPool buffers;
  private byte[] ahead;
  private int aheadLength;
  private boolean ended;
  private boolean any;
  private long offset;

  StripeSource(InputStream content, Encoding encoding, BufferPool buffers) {
    this.content = content;
    this.encoding = encoding;
    this.buffers = buffers;
    this.ahead = new byte[PROBE];
  }

  /**
   * A stripe, encoded.
   *
   * @param blocks all k+m
   * @param lease to be closed when the blocks are written
   */
  record Encoded(
      long offset,
      long length,
      int blockLength,
      boolean last,
      byte[][] blocks,
      BufferPool.Lease lease) {

    /** Bytes of all blocks. */
    long bytes() {
      return (long) blockLength * blocks.length;
    }
  }

  /**
   * The next stripe; null after the last. A file has one stripe at least, so that its existence is
   * written on the drives.
   *
   * @throws VolumeException with {@link Problem#CONTENT_INTERRUPTED} if the stream fails
   */
  Encoded next() {
    lookAhead();
    if (aheadLength == 0 && any) {
      return null;
    }
    any = true;
    return ended ? small() : full();
  }

  private void lookAhead() {
    while (!ended && aheadLength < ahead.length) {
      int read = read(ahead, aheadLength, ahead.length - aheadLength);
      if (read < 0) {
        ended = true;
      } else {
        aheadLength += read;
      }
    }
  }

  /** All that is left is in the look-ahead. */
  private Encoded small() {
    int length = aheadLength;
    int cell = StripeShape.blockLength(length, encoding.dataBlocks());
    BufferPool.Lease lease = buffers.lease(encoding.totalBlocks(), cell);
    byte[][] blocks = new byte[encoding.totalBlocks()][];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = lease.buffer(cell);
    }
    for (int block = 0; block < encoding.dataBlocks(); block++) {
      int from = Math.min(length, block * cell);
      int part = Math.min(length - from, cell);
      System.arraycopy(ahead, from, blocks[block], 0, part);
      Arrays.fill(blocks[block], part, cell, (byte) 0);
    }
    aheadLength = 0;
    return encoded(length, cell, blocks, lease, true);
  }

  private Encoded full() {
    int size = buffers.blockSize();
    int data = encoding.dataBlocks();
    BufferPool.Lease lease = buffers.lease(encoding.totalBlocks(), size);
    try {
      byte[][] blocks = new byte[encoding.totalBlocks()][];
      for (int block = 0; block < blocks.length; block++) {
        blocks[block] = lease.buffer(size);
      }
      System.arraycopy(ahead, 0, blocks[0], 0, Math.min(size, aheadLength));
      long capacity = (long) size * data;
      long length = aheadLength;
      aheadLength = 0;
      while (!ended && length < capacity) {
        int block = (int) (length / size);
        int at = (int) (length % size);
        int read = read(blocks[block], at, size - at);
        if (read < 0) {
          ended = true;
        } else {
          length += read;
        }
      }
      lookAhead();
      boolean last = ended && aheadLength == 0;
      if (length == capacity) {
        return encoded(length, size, blocks, lease, last);
      }
      return encoded(length, narrow(blocks, length), blocks, lease, last);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Lays a short stripe out anew, in shorter blocks, so that it takes no more room than needed. */
  private int narrow(byte[][] blocks, long length) {
    int size = buffers.blockSize();
    int data = encoding.dataBlocks();
    int cell = StripeShape.blockLength(length, data);
    for (int block = data - 1; block > 0; block--) {
      long start = (long) block * cell;
      long end = Math.min(length, start + cell);
      // From behind, for what is moved lies in front of where it goes.
      while (end > start) {
        int from = (int) ((end - 1) / size);
        long partStart = Math.max(start, (long) from * size);
        System.arraycopy(
            blocks[from],
            (int) (partStart - (long) from * size),
            blocks[block],
            (int) (partStart - start),
            (int) (end - partStart));
        end = partStart;
      }
    }
    for (int block = 0; block < data; block++) {
      long start = (long) block * cell;
      int used = (int) Math.max(0, Math.min(cell, length - start));
      Arrays.fill(blocks[block], used, cell, (byte) 0);
    }
    return cell;
  }

  private Encoded encoded(
      long length, int cell, byte[][] blocks, BufferPool.Lease lease, boolean last) {
    int data = encoding.dataBlocks();
    ErasureCoder.of(encoding)
        .encode(
            Arrays.copyOfRange(blocks, 0, data),
            Arrays.copyOfRange(blocks, data, blocks.length),
            0,
            cell);
    Encoded stripe = new Encoded(offset, length, cell, last, blocks, lease);
    offset += length;
    return stripe;
  }

  private int read(byte[] target, int at, int length) {
    try {
      return content.read(target, at, length);
    } catch (IOException e) {
      throw new VolumeException(
          Problem.CONTENT_INTERRUPTED,
          "The content ended before all of it was received; nothing was written. Send it again.",
          e);
    }
  }
}
