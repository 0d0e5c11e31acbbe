package io.restriper.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder of directories to work in. They are removed together at the end, and each is in a place
 * of its own on the disk: ext4 looks long for a free inode near those that were freed a short time
 * ago, which would be measured otherwise. Thread-safe.
 */
public final class Scratch implements AutoCloseable {
  private final Path root;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes it empty.
   *
   * @param root may be there or not
   */
  public Scratch(Path root) throws IOException, InterruptedException {
    this.root = root;
    Machine.remove(root);
    Files.createDirectories(root);
    spread();
  }

  /** Has ext4 take what is in the folder for unrelated; other file systems have no need of it. */
  private void spread() throws InterruptedException {
    try {
      new ProcessBuilder("chattr", "+T", root.toString())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      System.out.println("There is no chattr, so directories may lie close to each other.");
    }
  }

  /** A name that is not there yet, and never was: where ext4 puts a directory hangs on it. */
  public Path next(String name) {
    return root.resolve(
        name + "-" + count.incrementAndGet() + "-" + Long.toHexString(System.nanoTime()));
  }

  /** Removes everything. */
  @Override
  public void close() throws IOException {
    Machine.remove(root);
  }
}
