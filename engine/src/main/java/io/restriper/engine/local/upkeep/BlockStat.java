package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.pool.Slot;
import java.io.IOException;

/**
 * Tells without reading a block file whether somebody may have changed it. Block files carry the
 * time of their version as their modification time, so a write by others shows.
 */
final class BlockStat {
  private BlockStat() {}

  /** Whether the file is there, with its size and time as they were written. */
  static boolean matches(Slot slot, PlacedBlock block) {
    try {
      DriveFiles.Stat stat = slot.files().stat(BlockNames.path(block.block()));
      long header = stat.size() - block.blockLength();
      return stat.modifiedMillis() == block.modified()
          && header > 0
          && header <= BlockFormat.MAX_HEADER;
    } catch (IOException e) {
      return false;
    }
  }
}
