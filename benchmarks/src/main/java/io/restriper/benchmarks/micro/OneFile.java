package io.restriper.benchmarks.micro;

import io.restriper.engine.local.drive.DriveFiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A drive in memory with a single file, whatever its name: every write starts it anew. */
final class OneFile implements DriveFiles {
  private final byte[] bytes;
  private int length;

  /**
   * @param most how long the file can be, in bytes
   */
  OneFile(int most) {
    this.bytes = new byte[most];
  }

  /** What is in the file. */
  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public Output create(String name) {
    length = 0;
    return new Output() {
      @Override
      public int write(ByteBuffer from) {
        int count = from.remaining();
        from.get(bytes, length, count);
        length += count;
        return count;
      }

      @Override
      public void setModified(long epochMillis) {}

      @Override
      public void sync() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public Input open(String name) {
    return new Input() {
      @Override
      public int read(ByteBuffer target, long position) {
        int count = Math.min(target.remaining(), length - (int) position);
        target.put(bytes, (int) position, count);
        return count == 0 ? -1 : count;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Stat stat(String name) {
    return new Stat(length, 0);
  }

  @Override
  public List<String> list(String directory) {
    return List.of();
  }

  @Override
  public Space space() {
    return new Space("memory", bytes.length, bytes.length, false);
  }

  @Override
  public void createDirectory(String directory) {}

  @Override
  public void rename(String from, String to) {}

  @Override
  public void syncDirectory(String directory) {}

  @Override
  public void delete(String name) {}
}
