package io.restriper.engine.sim.disk;

import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.block.VerifiedBlock;
import java.io.IOException;
import java.util.UUID;

/** Spoils blocks such that no checksum tells. */
public final class Spoiling {
  private Spoiling() {}

  /** Flips a bit of a block, and writes checksums that fit what is there then. */
  public static void withFittingChecksum(SimDrive drive, String name, UUID cluster, int where)
      throws IOException {
    int slash = name.lastIndexOf('/');
    BlockId id =
        BlockNames.parse(name.substring(0, slash), name.substring(slash + 1)).orElseThrow();
    BlockHeader header;
    byte[] payload;
    try (VerifiedBlock block = VerifiedBlock.open(drive.memory(), id, cluster)) {
      header = block.header();
      payload = new byte[header.blockLength()];
      block.readAll(payload, 0);
    }
    payload[where % payload.length] ^= 1;
    drive.memory().syncDirectory(BlockWriter.write(drive.memory(), header, payload, 0));
  }
}
