package io.restriper.benchmarks.disk;

import java.io.InputStream;
import java.util.Random;

/** The content of a file: bytes that cannot be compressed, from memory. Not thread-safe. */
final class Content extends InputStream {
  private static final byte[] BYTES = random((1 << 22) + 4099);

  private long left;
  private int at;

  Content(long length) {
    this.left = length;
  }

  /** Bytes to write. */
  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(Math.min(length, left), BYTES.length - at);
    System.arraycopy(BYTES, at, target, offset, count);
    at = (at + count) % BYTES.length;
    left -= count;
    return count;
  }
}
