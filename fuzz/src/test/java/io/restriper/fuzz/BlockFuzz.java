package io.restriper.fuzz;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.CorruptBlockException;
import io.restriper.engine.local.block.ParsedBlock;
import io.restriper.engine.local.block.VerifiedBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Block files: their headers and their names. */
public final class BlockFuzz {
  private static final int FIXED = 104;
  private static final int PATH_LENGTH_AT = 96;
  private static final byte[] ZEROS = new byte[BlockFormat.MAX_BLOCK];

  private BlockFuzz() {}

  /** As they come, and with a header that is put right where it would only be refused. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    parse(data);
    parse(mended(data));
    open(data);
    name(new String(data, StandardCharsets.UTF_8));
  }

  private static void parse(byte[] header) throws IOException {
    try {
      ParsedBlock parsed = BlockFormat.parse(header, "x");
      written(header, parsed.header());
    } catch (CorruptBlockException e) {
      Check.that(e.getMessage().endsWith("."), "no sentence: " + e.getMessage());
    }
  }

  /** What was read is written in the same bytes, up to the checksums, which are of a payload. */
  private static void written(byte[] header, BlockHeader read) throws IOException {
    ByteBuffer written = BlockFormat.encodeHeader(read, ZEROS, 0, read.blockLength());
    Check.same(header.length, written.remaining(), "length");
    int end = FIXED + Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(PATH_LENGTH_AT));
    Check.that(Arrays.equals(header, 0, end, written.array(), 0, end), "other bytes");
    Check.same(read, BlockFormat.parse(written.array(), "x").header(), "header");
  }

  /** With the magic, the length and the checksum that it would need. */
  private static byte[] mended(byte[] data) {
    byte[] header =
        Arrays.copyOf(
            data, data.length > BlockFormat.PAGE ? BlockFormat.MAX_HEADER : BlockFormat.PAGE);
    ByteBuffer bytes = ByteBuffer.wrap(header);
    bytes.putLong(0, 0x8952_5342_0d0a_1a0aL).putShort(8, (short) 1).putInt(12, header.length);
    return Blocks.sealed(header);
  }

  private static void open(byte[] data) throws IOException {
    BlockId block = new BlockId(1, 0, 0);
    Drive drive = new Drive();
    drive.put(BlockNames.path(block), data);
    try (VerifiedBlock opened = VerifiedBlock.open(drive, block, new UUID(1, 1))) {
      opened.readAll(new byte[opened.header().blockLength()], 0);
    } catch (CorruptBlockException e) {
      Check.that(e.getMessage().endsWith("."), "no sentence: " + e.getMessage());
    }
  }

  private static void name(String name) {
    Optional<BlockId> block = BlockNames.parse(name);
    block.ifPresent(id -> Check.same(name, BlockNames.fileName(id), "name"));
  }
}
