package io.restriper.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes temporary directories in memory where there is a file system for that with enough room, as
 * an fsync on a disk is what takes most of the time of most tests; else where they always are.
 */
public final class MemoryTempDir implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH_ROOM = 2L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return isRoomy(MEMORY)
        ? Files.createTempDirectory(MEMORY, "restriper")
        : Files.createTempDirectory("restriper");
  }

  private static boolean isRoomy(Path directory) throws IOException {
    return Files.isWritable(directory)
        && Files.getFileStore(directory).getUsableSpace() >= ENOUGH_ROOM;
  }
}
