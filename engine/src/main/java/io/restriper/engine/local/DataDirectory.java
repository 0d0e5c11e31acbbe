package io.restriper.engine.local;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** The directory of the catalog, locked against a second process. */
final class DataDirectory implements AutoCloseable {
  private final Path directory;
  private final FileChannel lock;
  private final CatalogSwap swap;

  private DataDirectory(Path directory, FileChannel lock, CatalogSwap swap) {
    this.directory = directory;
    this.lock = lock;
    this.swap = swap;
  }

  /**
   * Makes it if it is not there, locks it, and finishes or clears away what a rebuild that broke
   * off has left in it.
   *
   * @param operations gives the file operations in a directory
   */
  static DataDirectory open(Path data, Function<Path, DriveFiles> operations)
      throws EngineStartException {
    Path directory = data.resolve("catalog");
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      operations.apply(data).syncDirectory("");
      channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        CatalogSwap swap = new CatalogSwap(operations.apply(directory));
        swap.recover();
        return new DataDirectory(directory, channel, swap);
      }
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw inUse(data);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new EngineStartException(
          "The data directory "
              + data
              + " cannot be used: "
              + IoErrors.describe(e)
              + ". Choose another with the setting 'data', or mend its permissions.",
          e);
    }
    closeQuietly(channel);
    throw inUse(data);
  }

  private static EngineStartException inUse(Path data) {
    return new EngineStartException(
        "The data directory " + data + " is in use by another server. Stop that one first.");
  }

  private static void closeQuietly(FileChannel channel) throws EngineStartException {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new EngineStartException("The lock file cannot be closed: " + e.getMessage(), e);
      }
    }
  }

  /** The catalog's database file. */
  Path catalog() {
    return directory.resolve(CatalogSwap.CATALOG);
  }

  /** The database file of the catalog that a rebuild makes. */
  Path fresh() {
    return directory.resolve(CatalogSwap.FRESH);
  }

  /** The scratch database file of a rebuild. */
  Path scratch() {
    return directory.resolve(CatalogSwap.SCRATCH);
  }

  /** What puts a rebuilt catalog in place. */
  CatalogSwap swap() {
    return swap;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
