package io.restriper.engine.local.stripe;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;

/**
 * How a file is cut into stripes: all of full blocks but the last, whose blocks are as short as can
 * be. A file has one stripe at least.
 *
 * @param index of the stripe in the file
 * @param offset of its first byte in the file
 * @param length bytes of the file in it
 * @param blockLength payload of each of its blocks, in bytes
 * @param last whether the file ends with it
 */
public record StripeShape(long index, long offset, long length, int blockLength, boolean last) {

  /** How many stripes a file of some size has. */
  public static long count(long size, Encoding encoding, int blockSize) {
    long stripe = (long) blockSize * encoding.dataBlocks();
    return Math.max(1, (size + stripe - 1) / stripe);
  }

  /** A stripe of a file of some size. */
  public static StripeShape of(long index, long size, Encoding encoding, int blockSize) {
    long stripe = (long) blockSize * encoding.dataBlocks();
    long offset = index * stripe;
    long length = Math.min(stripe, size - offset);
    int block = length == stripe ? blockSize : blockLength(length, encoding.dataBlocks());
    return new StripeShape(index, offset, length, block, offset + length >= size);
  }

  /** Payload of all blocks of a file of some size, from a stripe on. */
  public static long bytesFrom(long first, long size, Encoding encoding, int blockSize) {
    long count = count(size, encoding, blockSize);
    if (first >= count) {
      return 0;
    }
    long full = (long) blockSize * (count - 1 - first);
    return (full + of(count - 1, size, encoding, blockSize).blockLength) * encoding.totalBlocks();
  }

  /** The length of the blocks of a stripe: as short as possible, in steps that the coder can do. */
  public static int blockLength(long length, int dataBlocks) {
    long even = (length + dataBlocks - 1) / dataBlocks;
    long step = ErasureCoder.ALIGNMENT;
    return (int) Math.max(step, (even + step - 1) / step * step);
  }
}
