package io.restriper.benchmarks.scale;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.volume.VolumePath;
import java.util.UUID;

/**
 * What a made volume is like, as a formula: which files and stripes there are, and which drive each
 * block is on. Files have 1,000 stripes of 4+2 with blocks of 64 bytes of zeros, whose parity is
 * zeros too. Twelve drives share the blocks evenly; the thirteenth has 1,000 blocks, however many
 * stripes there are.
 *
 * @param stripes a multiple of {@link #STRIPES_PER_FILE}, 1,000 or more
 */
public record Shape(long stripes) {
  static final Encoding ENCODING = new Encoding(4, 2);
  static final int STRIPES_PER_FILE = 1_000;
  static final int BLOCK_LENGTH = BlockFormat.BLOCK_UNIT;
  static final int HEADER_LENGTH = BlockFormat.PAGE;
  static final int STRIPE_LENGTH = 4 * BLOCK_LENGTH;

  /** Drives with an even share; the one after them has little. */
  static final int DRIVES = 12;

  public static final int SMALL_DRIVE = DRIVES + 1;
  static final int BLOCKS_OF_SMALL_DRIVE = 1_000;

  /** Of all files and versions, in milliseconds since the epoch. */
  static final long TIME = 1_700_000_000_000L;

  static final UUID CLUSTER = new UUID(7, 7);

  private static final long FIRST_VERSION = 1_000;

  public Shape {
    if (stripes < STRIPES_PER_FILE || stripes % STRIPES_PER_FILE != 0) {
      throw new IllegalArgumentException(stripes + " is no multiple of " + STRIPES_PER_FILE);
    }
  }

  int files() {
    return (int) (stripes / STRIPES_PER_FILE);
  }

  static long version(int file) {
    return FIRST_VERSION + 2L * file;
  }

  static long fileId(int file) {
    return version(file) + 1;
  }

  static VolumePath path(int file) {
    return VolumePath.parse(String.format("/scale/%03d/%06d", file / 1_000, file));
  }

  /** The file that a version is of; -1 if there is none. */
  int file(long version) {
    long file = (version - FIRST_VERSION) / 2;
    return version >= FIRST_VERSION && version(0) % 2 == version % 2 && file < files()
        ? (int) file
        : -1;
  }

  /** The drives of a stripe's blocks, each a number from 1 to 13. */
  int[] drives(int file, int stripe) {
    long number = (long) file * STRIPES_PER_FILE + stripe;
    int[] all = new int[DRIVES];
    for (int i = 0; i < DRIVES; i++) {
      all[i] = i + 1;
    }
    long bits = mix(number);
    int[] places = new int[ENCODING.totalBlocks()];
    for (int i = 0; i < places.length; i++) {
      int chosen = i + (int) Math.floorMod(bits, (long) (DRIVES - i));
      bits = mix(bits);
      places[i] = all[chosen];
      all[chosen] = all[i];
    }
    if (number % (stripes / BLOCKS_OF_SMALL_DRIVE) == 0) {
      places[0] = SMALL_DRIVE;
    }
    return places;
  }

  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Whether a block is of this volume and on a drive. */
  boolean isOn(int drive, BlockId block) {
    int file = file(block.version());
    return file >= 0
        && block.stripe() < STRIPES_PER_FILE
        && block.index() < ENCODING.totalBlocks()
        && drives(file, (int) block.stripe())[block.index()] == drive;
  }

  BlockHeader header(BlockId block) {
    int file = file(block.version());
    return new BlockHeader(
        CLUSTER,
        path(file),
        fileId(file),
        block,
        ENCODING,
        TIME,
        TIME,
        block.stripe() * STRIPE_LENGTH,
        STRIPE_LENGTH,
        BLOCK_LENGTH,
        block.stripe() == STRIPES_PER_FILE - 1);
  }
}
