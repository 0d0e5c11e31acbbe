package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Files that are read and written whole. */
final class SmallFiles {
  private SmallFiles() {}

  /**
   * Writes a file: all of it is there, durable, or what was there before.
   *
   * @param name in the drive's own directory
   */
  static void write(DriveFiles files, String name, byte[] content) throws IOException {
    String temporary = DriveLayout.temporaryName(name);
    try {
      try (DriveFiles.Output output = files.create(temporary)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          output.write(bytes);
        }
        output.sync();
      }
      files.rename(temporary, name);
    } catch (IOException e) {
      deleteAfter(e, files, temporary);
      throw e;
    }
    files.syncDirectory("");
  }

  /** Reads a file, or its beginning if it is longer than the limit. */
  static byte[] read(DriveFiles files, String name, int limit) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(limit);
    try (DriveFiles.Input input = files.open(name)) {
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = input.read(bytes, bytes.position());
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static void deleteAfter(IOException failure, DriveFiles files, String name) {
    try {
      files.delete(name);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
