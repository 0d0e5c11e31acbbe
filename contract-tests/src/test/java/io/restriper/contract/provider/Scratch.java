package io.restriper.contract.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where worlds are made. */
final class Scratch {
  private Scratch() {}

  /** In memory where that can be had, for these tests are about words and not about disks. */
  static Path folder() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "world")
        : Files.createTempDirectory("world");
  }
}
