package io.restriper.engine.local.stripe;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.drive.DriveFiles;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.UUID;

/**
 * What came of reading a window of a block.
 *
 * @param valid the chunks of the window that were read and verified
 * @param damage why others were not, if any were not
 */
record BlockRead(BitSet valid, Optional<IOException> damage) {

  /**
   * Reads a window of a block; chunk by chunk if reading all at once fails.
   *
   * @param blockLength bytes of payload, by the stripe's record
   * @throws IOException if the block cannot be opened or is not the right one
   */
  static BlockRead read(
      DriveFiles files,
      BlockId id,
      UUID cluster,
      int blockLength,
      StripeReader.Window window,
      byte[] target)
      throws IOException {
    try (VerifiedBlock block = VerifiedBlock.open(files, id, cluster)) {
      block.requireLength(blockLength);
      BitSet valid = new BitSet();
      try {
        block.read(window.firstChunk(), window.chunks(), target, 0);
        valid.set(0, window.chunks());
        return new BlockRead(valid, Optional.empty());
      } catch (IOException e) {
        for (int chunk = 0; chunk < window.chunks(); chunk++) {
          valid.set(chunk, readOne(block, window, chunk, target));
        }
        return new BlockRead(valid, Optional.of(e));
      }
    }
  }

  private static boolean readOne(
      VerifiedBlock block, StripeReader.Window window, int chunk, byte[] target) {
    try {
      block.read(window.firstChunk() + chunk, 1, target, chunk * BlockFormat.CHUNK);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
