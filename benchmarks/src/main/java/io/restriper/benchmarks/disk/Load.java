package io.restriper.benchmarks.disk;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.setup.EngineRuntime;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are written or read.
 *
 * @param size of each, in bytes, 1 or more
 * @param files how many
 * @param clients how many at the same time
 */
record Load(long size, int files, int clients) {
  private static final long MIB = 1 << 20;

  /** Bytes in all files together. */
  long bytes() {
    return size * files;
  }

  /** What it is, for a person. */
  String name(String client) {
    String unit = size >= MIB ? size / MIB + " MiB" : size / 1024 + " KiB";
    return "files of " + unit + ", " + clients + " " + client + (clients == 1 ? "" : "s");
  }

  /**
   * The payloads of the block files of one file, stripe by stripe: each stripe has k+m of that
   * length.
   */
  List<Integer> blockLengths(Encoding encoding) {
    List<Integer> lengths = new ArrayList<>();
    int k = encoding.dataBlocks();
    long full = (long) k * EngineRuntime.BLOCK_SIZE;
    for (long at = 0; at < size; at += full) {
      long share = (Math.min(full, size - at) + k - 1) / k;
      long units = (share + BlockFormat.BLOCK_UNIT - 1) / BlockFormat.BLOCK_UNIT;
      lengths.add((int) units * BlockFormat.BLOCK_UNIT);
    }
    return lengths;
  }
}
