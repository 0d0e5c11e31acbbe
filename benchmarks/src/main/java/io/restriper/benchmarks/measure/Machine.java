package io.restriper.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of the operating system beside the measuring. */
public final class Machine {
  private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

  private static final int REMOVERS = 8;

  private Machine() {}

  /** Whether {@link #forgetFiles} can do what it says. */
  public static boolean canForgetFiles() {
    return Files.isWritable(DROP_CACHES);
  }

  /** Has the disk catch up, so that nobody pays for what was done before. */
  public static void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").inheritIO().start().waitFor();
  }

  /**
   * Has the disk catch up, and the next read of a file come from it: only root on Linux can do
   * that.
   */
  public static void forgetFiles() throws IOException, InterruptedException {
    settle();
    if (canForgetFiles()) {
      Files.writeString(DROP_CACHES, "3");
    }
  }

  /** Removes a directory with all that is in it, if it is there; files by several threads. */
  public static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    List<Path> directories = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.forEach(path -> (Files.isDirectory(path) ? directories : files).add(path));
    }
    try {
      Clients.run(REMOVERS, files.size(), number -> Files.deleteIfExists(files.get(number)));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    directories.sort(Comparator.reverseOrder());
    for (Path path : directories) {
      Files.deleteIfExists(path);
    }
  }
}
