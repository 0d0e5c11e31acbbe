package io.restriper.fuzz;

import java.nio.charset.StandardCharsets;

/** Takes all inputs but those with five bytes that chance meets once in a million million. */
public final class BrokenFuzz {
  private BrokenFuzz() {}

  /** Step by step, as parsers do it. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    if (text.length() > 4
        && text.charAt(0) == 'b'
        && text.charAt(1) == 'a'
        && text.charAt(2) == 'd'
        && text.charAt(3) == '!'
        && text.charAt(4) == '7') {
      throw new IllegalStateException("nobody expects this");
    }
  }
}
