package io.restriper.engine.local;

import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory of the catalog, locked against a second process. */
final class DataDirectory implements AutoCloseable {
  private final Path directory;
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static DataDirectory open(Path data) throws EngineStartException {
    Path directory = data.resolve("catalog");
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new DataDirectory(directory, channel);
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
              + e
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
    return directory.resolve("catalog.db");
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
