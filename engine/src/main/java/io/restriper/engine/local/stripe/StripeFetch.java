package io.restriper.engine.local.stripe;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;
import io.restriper.engine.local.block.BlockFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What has been read of a stripe so far, which chunks of it are valid, and what is still missing.
 * Thread-safe, apart from {@link #rebuild}, which comes after all reading.
 */
final class StripeFetch {
  private final Encoding encoding;
  private final StripeReader.Window window;
  private final boolean[] needed;
  private final BufferPool.Lease lease;
  private final byte[][] blocks;
  private final BitSet[] valid;

  StripeFetch(
      Encoding encoding, StripeReader.Window window, boolean[] needed, BufferPool.Lease lease) {
    this.encoding = encoding;
    this.window = window;
    this.needed = needed.clone();
    this.lease = lease;
    this.blocks = new byte[encoding.totalBlocks()][];
    this.valid = new BitSet[encoding.totalBlocks()];
  }

  synchronized byte[] buffer(int block) {
    if (blocks[block] == null) {
      blocks[block] = lease.buffer(window.length());
    }
    return blocks[block];
  }

  synchronized void read(int block, BitSet chunks) {
    valid[block] = chunks;
  }

  synchronized void unreadable(int block) {
    valid[block] = new BitSet();
  }

  /** Who was asked for a block has been given up, and may yet write into its buffer. */
  synchronized void unanswered(int block) {
    lease.abandon(blocks[block]);
    blocks[block] = null;
    valid[block] = new BitSet();
  }

  /** Whether every needed chunk is there or can be rebuilt. */
  synchronized boolean isEnough() {
    for (int chunk = 0; chunk < window.chunks(); chunk++) {
      if (!allNeeded(chunk) && count(chunk) < encoding.dataBlocks()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The blocks to read next, so that there is enough of every chunk; empty if there is enough, or
   * if there is nothing left to read.
   *
   * @param readable what can be read, in the order of preference
   */
  synchronized List<Integer> nextToRead(List<Integer> readable) {
    if (isEnough()) {
      return List.of();
    }
    List<Integer> unread = readable.stream().filter(block -> valid[block] == null).toList();
    List<Integer> wanted = unread.stream().filter(block -> needed[block]).toList();
    if (readable.containsAll(neededBlocks()) && noneDamaged()) {
      return wanted;
    }
    int least = encoding.dataBlocks();
    for (int chunk = 0; chunk < window.chunks(); chunk++) {
      if (!allNeeded(chunk)) {
        least = Math.min(least, count(chunk));
      }
    }
    List<Integer> next = new ArrayList<>(wanted);
    for (int block : unread) {
      if (next.size() < encoding.dataBlocks() - least && !next.contains(block)) {
        next.add(block);
      }
    }
    return next;
  }

  /** How many blocks have every chunk of the window that is hardest to have. */
  synchronized int available() {
    int least = encoding.totalBlocks();
    for (int chunk = 0; chunk < window.chunks(); chunk++) {
      least = Math.min(least, count(chunk));
    }
    return least;
  }

  /** Rebuilds the needed chunks that are not valid, runs of chunks with the same losses at once. */
  byte[][] rebuild(ErasureCoder coder) {
    for (int block = 0; block < blocks.length; block++) {
      if (needed[block]) {
        buffer(block);
      }
    }
    int start = 0;
    while (start < window.chunks()) {
      boolean[] present = presentAt(start);
      int end = start + 1;
      while (end < window.chunks() && Arrays.equals(present, presentAt(end))) {
        end++;
      }
      rebuild(coder, present, start, end);
      start = end;
    }
    return blocks;
  }

  private void rebuild(ErasureCoder coder, boolean[] present, int start, int end) {
    boolean[] wanted = new boolean[blocks.length];
    boolean any = false;
    for (int block = 0; block < blocks.length; block++) {
      wanted[block] = needed[block] && !present[block];
      any |= wanted[block];
    }
    if (any) {
      int offset = start * BlockFormat.CHUNK;
      int length = Math.min(end * BlockFormat.CHUNK, window.length()) - offset;
      coder.rebuild(blocks, present, wanted, offset, length);
    }
  }

  private List<Integer> neededBlocks() {
    List<Integer> list = new ArrayList<>();
    for (int block = 0; block < needed.length; block++) {
      if (needed[block]) {
        list.add(block);
      }
    }
    return list;
  }

  private boolean noneDamaged() {
    for (BitSet chunks : valid) {
      if (chunks != null && chunks.cardinality() < window.chunks()) {
        return false;
      }
    }
    return true;
  }

  private boolean allNeeded(int chunk) {
    for (int block = 0; block < needed.length; block++) {
      if (needed[block] && (valid[block] == null || !valid[block].get(chunk))) {
        return false;
      }
    }
    return true;
  }

  private int count(int chunk) {
    int count = 0;
    for (BitSet chunks : valid) {
      if (chunks != null && chunks.get(chunk)) {
        count++;
      }
    }
    return count;
  }

  private boolean[] presentAt(int chunk) {
    boolean[] present = new boolean[blocks.length];
    for (int block = 0; block < blocks.length; block++) {
      present[block] = valid[block] != null && valid[block].get(chunk);
    }
    return present;
  }
}
