package io.restriper.engine.local.block;

import io.restriper.engine.local.drive.DriveLayout;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of block files: {@code blocks/<xx>/<version>-<stripe>-<index>}, all in hexadecimal. */
public final class BlockNames {
  /** The directory of the directories of block files. */
  public static final String BLOCKS = DriveLayout.BLOCKS;

  /** The directory of files that are being written. */
  public static final String TMP = DriveLayout.TMP;

  /** The directory of tombstones. */
  public static final String TOMBSTONES = DriveLayout.TOMBSTONES;

  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{16})-(0|[1-9a-f][0-9a-f]{0,15})-([0-9a-f]{2})");

  private static final HexFormat HEX = HexFormat.of();

  /** Stripes that lie next to each other share a directory, for fewer directories to sync. */
  private static final int NEIGHBOURS_LOG2 = 8;

  private BlockNames() {}

  /** The directory that a block's file is in, such as {@code blocks/7f}. */
  public static String directory(BlockId block) {
    long key = block.version() * 0x9e3779b97f4a7c15L + (block.stripe() >>> NEIGHBOURS_LOG2);
    return DriveLayout.blockDirectory((int) (mix(key) >>> 56));
  }

  /** The name of a block's file within its directory. */
  public static String fileName(BlockId block) {
    return HEX.toHexDigits(block.version())
        + '-'
        + Long.toHexString(block.stripe())
        + '-'
        + HEX.toHexDigits(block.index(), 2);
  }

  /** Directory and name of a block's file. */
  public static String path(BlockId block) {
    return directory(block) + '/' + fileName(block);
  }

  /**
   * The block that a file name stands for.
   *
   * @param fileName without directories
   * @return empty if it is not the name of a block file
   */
  public static Optional<BlockId> parse(String fileName) {
    Matcher name = FILE.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    long stripe = Long.parseUnsignedLong(name.group(2), 16);
    if (stripe < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new BlockId(
            Long.parseUnsignedLong(name.group(1), 16),
            stripe,
            Integer.parseInt(name.group(3), 16)));
  }

  /** As {@link #parse(String)}; empty also if the block does not belong in that directory. */
  public static Optional<BlockId> parse(String directory, String fileName) {
    return parse(fileName).filter(block -> directory(block).equals(directory));
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output.
   */
  private static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
