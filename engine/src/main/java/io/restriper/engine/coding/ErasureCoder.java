package io.restriper.engine.coding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes the parity blocks of stripes and rebuilds lost blocks, in the format that the package's
 * description defines. Each call works on a window, the same part of every block: it starts at a
 * multiple of {@link #UNIT} and ends at a multiple of {@link #UNIT} or at the end of the block.
 * Different windows are independent of each other.
 *
 * <p>Instances are safe for use by any number of threads. A call runs on the caller's thread,
 * blocks on nothing, and keeps no reference to the arrays. Each thread that codes holds on to a
 * working area of 64 KiB for each block that takes part, so of 2 MiB at most.
 */
public final class ErasureCoder {

  /** Bytes in a coding unit, the smallest part of a block that can be coded by itself. */
  public static final int UNIT = 64 * 1024;

  /** The length of a block and of a window is a multiple of this many bytes. */
  public static final int ALIGNMENT = 64;

  private static final int MAX_SCHEDULES = 128;

  private static final Map<Encoding, ErasureCoder> CODERS = new ConcurrentHashMap<>();

  private final Encoding encoding;
  private final CodingMatrix matrix;
  private final XorSchedule encode;
  private final Map<Pattern, XorSchedule> rebuilds = new RecentlyUsed<>(MAX_SCHEDULES);

  private ErasureCoder(Encoding encoding) {
    this.encoding = encoding;
    this.matrix = CodingMatrix.of(encoding);
    int[] data = new int[encoding.dataBlocks()];
    int[] parity = new int[encoding.parityBlocks()];
    for (int block = 0; block < encoding.totalBlocks(); block++) {
      if (block < data.length) {
        data[block] = block;
      } else {
        parity[block - data.length] = block;
      }
    }
    this.encode = XorSchedule.of(matrix.rebuild(data, parity));
  }

  /** The coder of an encoding; the same one each time. */
  public static ErasureCoder of(Encoding encoding) {
    return CODERS.computeIfAbsent(encoding, ErasureCoder::new);
  }

  /** The encoding that this coder is for. */
  public Encoding encoding() {
    return encoding;
  }

  /**
   * Computes the parity blocks.
   *
   * @param data the k data blocks, in stripe order; they are only read
   * @param parity the m parity blocks, in stripe order, to be filled within the window
   * @param offset where the window starts, in bytes: a multiple of {@link #UNIT}
   * @param length how long the window is, in bytes: a multiple of {@link #ALIGNMENT}, and of {@link
   *     #UNIT} too unless the window reaches the end of the block; 0 does nothing
   * @throws IllegalArgumentException if the number of blocks, the offset or the length is wrong, or
   *     a block is missing or too short
   */
  public void encode(byte[][] data, byte[][] parity, int offset, int length) {
    checkCount("data blocks", data.length, encoding.dataBlocks());
    checkCount("parity blocks", parity.length, encoding.parityBlocks());
    checkWindow(offset, length);
    for (int block = 0; block < encoding.totalBlocks(); block++) {
      int first = encoding.dataBlocks();
      checkBlock(block < first ? data[block] : parity[block - first], block, offset, length);
    }
    run(encode, data, parity, offset, length);
  }

  /**
   * Recomputes any blocks of a stripe from k others: the first k that are present.
   *
   * @param blocks the k+m blocks in stripe order, data first; those that are neither present nor
   *     wanted may be null
   * @param present which blocks hold their content, at least k of them; they are only read
   * @param wanted which blocks are to be filled within the window, data and parity alike; none that
   *     is present
   * @param offset as for {@link #encode}
   * @param length as for {@link #encode}
   * @throws IllegalArgumentException if fewer than k blocks are present, a block is both present
   *     and wanted, the number of blocks, the offset or the length is wrong, or a block is missing
   *     or too short
   */
  public void rebuild(
      byte[][] blocks, boolean[] present, boolean[] wanted, int offset, int length) {
    checkCount("blocks", blocks.length, encoding.totalBlocks());
    checkCount("flags of present blocks", present.length, encoding.totalBlocks());
    checkCount("flags of wanted blocks", wanted.length, encoding.totalBlocks());
    checkWindow(offset, length);
    Pattern pattern = pattern(present, wanted);
    int[] sources = bits(pattern.sources());
    int[] targets = bits(pattern.wanted());
    byte[][] in = new byte[sources.length][];
    byte[][] out = new byte[targets.length][];
    for (int i = 0; i < in.length; i++) {
      in[i] = checkBlock(blocks[sources[i]], sources[i], offset, length);
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = checkBlock(blocks[targets[i]], targets[i], offset, length);
    }
    if (out.length > 0) {
      run(schedule(pattern), in, out, offset, length);
    }
  }

  /** Which blocks are read and which are made, as bits. */
  private record Pattern(int sources, int wanted) {}

  private Pattern pattern(boolean[] present, boolean[] wanted) {
    int available = 0;
    int sources = 0;
    int targets = 0;
    for (int block = 0; block < present.length; block++) {
      if (present[block] && wanted[block]) {
        throw new IllegalArgumentException(
            "block "
                + block
                + " is both present and wanted; only what is not present can be rebuilt");
      }
      if (present[block] && available++ < encoding.dataBlocks()) {
        sources |= 1 << block;
      }
      if (wanted[block]) {
        targets |= 1 << block;
      }
    }
    if (available < encoding.dataBlocks()) {
      throw new IllegalArgumentException(
          "only "
              + available
              + " of "
              + encoding.totalBlocks()
              + " blocks are present; encoding "
              + encoding
              + " needs any "
              + encoding.dataBlocks()
              + " of them");
    }
    return new Pattern(sources, targets);
  }

  private XorSchedule schedule(Pattern pattern) {
    synchronized (rebuilds) {
      XorSchedule known = rebuilds.get(pattern);
      if (known != null) {
        return known;
      }
    }
    XorSchedule schedule =
        XorSchedule.of(matrix.rebuild(bits(pattern.sources()), bits(pattern.wanted())));
    synchronized (rebuilds) {
      rebuilds.put(pattern, schedule);
    }
    return schedule;
  }

  private static int[] bits(int set) {
    int[] bits = new int[Integer.bitCount(set)];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Integer.numberOfTrailingZeros(set);
      set &= set - 1;
    }
    return bits;
  }

  private static void run(XorSchedule schedule, byte[][] in, byte[][] out, int offset, int length) {
    LongBuffer[] inputs = views(in, offset, length);
    LongBuffer[] outputs = views(out, offset, length);
    for (int unit = 0; unit < length; unit += UNIT) {
      int lane = Math.min(UNIT, length - unit) / XorSchedule.LANES;
      LaneArea.run(schedule, inputs, outputs, unit / Long.BYTES, lane / Long.BYTES);
    }
  }

  private static LongBuffer[] views(byte[][] blocks, int offset, int length) {
    LongBuffer[] views = new LongBuffer[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      ByteBuffer window = ByteBuffer.wrap(blocks[i], offset, length).slice();
      views[i] = window.order(ByteOrder.nativeOrder()).asLongBuffer();
    }
    return views;
  }

  private void checkCount(String what, int count, int expected) {
    if (count != expected) {
      throw new IllegalArgumentException(
          "encoding " + encoding + " takes " + expected + " " + what + ", not " + count);
    }
  }

  private static void checkWindow(int offset, int length) {
    if (offset < 0 || offset % UNIT != 0) {
      throw new IllegalArgumentException(
          "offset " + offset + " is not a multiple of the coding unit of " + UNIT + " bytes");
    }
    if (length < 0 || length % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "length " + length + " is not a multiple of " + ALIGNMENT + " bytes");
    }
  }

  private static byte[] checkBlock(byte[] block, int index, int offset, int length) {
    if (block == null) {
      throw new IllegalArgumentException("block " + index + " is missing");
    }
    if (length > block.length - offset) {
      throw new IllegalArgumentException(
          "block "
              + index
              + " has "
              + block.length
              + " bytes, too few for "
              + length
              + " bytes from offset "
              + offset);
    }
    return block;
  }

  /** Forgets what was used longest ago; not safe for use by several threads. */
  private static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

    private final int limit;

    RecentlyUsed(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
