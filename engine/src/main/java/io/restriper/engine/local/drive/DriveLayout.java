package io.restriper.engine.local.drive;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Where things are on a drive. Thread-safe. */
public final class DriveLayout {
  /** The directory of the directories of block files. */
  public static final String BLOCKS = "blocks";

  /** The directory of files that are being written; what a crash leaves here is of no use. */
  public static final String TMP = "tmp";

  /** The directory of tombstones. */
  public static final String TOMBSTONES = "tombstones";

  /** The identity file. */
  public static final String IDENTITY = "restriper-drive.properties";

  /** How many directories of block files there are. */
  public static final int BLOCK_DIRECTORIES = 256;

  private static final List<String> BLOCK_DIRECTORY_NAMES =
      IntStream.range(0, BLOCK_DIRECTORIES)
          .mapToObj(number -> BLOCKS + String.format("/%02x", number))
          .toList();

  static final String PROBE = "probe";

  private static final String SUFFIX = ".part";

  /** Keeps apart what two processes write. */
  private static final String PROCESS = String.format("%016x", new SecureRandom().nextLong());

  private static final AtomicLong ATTEMPTS = new AtomicLong();

  private DriveLayout() {}

  /** The directory of block files with a number from 0 to 255. */
  public static String blockDirectory(int number) {
    return BLOCK_DIRECTORY_NAMES.get(number);
  }

  /** All directories of block files. */
  public static List<String> blockDirectories() {
    return BLOCK_DIRECTORY_NAMES;
  }

  /**
   * A name in {@link #TMP} that nothing else has, in this process or another.
   *
   * @param finalName the name that the file will get, without directories
   */
  public static String temporaryName(String finalName) {
    return TMP
        + '/'
        + finalName
        + '.'
        + PROCESS
        + '-'
        + Long.toHexString(ATTEMPTS.getAndIncrement())
        + SUFFIX;
  }

  /** Whether a name in {@link #TMP} is one that we gave. */
  public static boolean isTemporary(String name) {
    return name.equals(PROBE) || name.endsWith(SUFFIX);
  }
}
