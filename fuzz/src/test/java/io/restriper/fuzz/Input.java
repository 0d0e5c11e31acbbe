package io.restriper.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes values off the bytes that the fuzzer made, from the first to the last; when they are used
 * up, all values are zero and empty. Every sequence of bytes is an input.
 */
public final class Input {
  private final byte[] bytes;
  private int at;

  /** The values in some bytes. */
  public Input(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Whether there is more. */
  public boolean more() {
    return at < bytes.length;
  }

  /** A number from 0 to 255. */
  public int octet() {
    return more() ? bytes[at++] & 0xFF : 0;
  }

  /** A number from 0 to the bound, which is not reached. */
  public int below(int bound) {
    return octet() % bound;
  }

  /** A yes or no. */
  public boolean flag() {
    return (octet() & 1) == 1;
  }

  /** Mostly a small number, and sometimes any. */
  public long number() {
    int kind = octet();
    if (kind < 200) {
      return kind % 8;
    }
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << 8 | octet();
    }
    return number;
  }

  /** So many bytes, or as many as are left. */
  public byte[] bytes(int most) {
    int end = Math.min(bytes.length, at + most);
    byte[] taken = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return taken;
  }

  /** All that is left. */
  public byte[] rest() {
    return bytes(bytes.length);
  }

  /** A text of so many bytes of UTF-8 at most. */
  public String text(int most) {
    return new String(bytes(below(most + 1)), StandardCharsets.UTF_8);
  }
}
