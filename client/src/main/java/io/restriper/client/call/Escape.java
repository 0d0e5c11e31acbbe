package io.restriper.client.call;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8, as in RFC 3986; a space is %20, never a plus sign. */
final class Escape {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Escape() {}

  /** One segment of a path: a slash is encoded too. */
  static String segment(String text) {
    return escape(text, UNRESERVED + ":@");
  }

  /** A name or a value of a query. */
  static String query(String text) {
    return escape(text, UNRESERVED);
  }

  private static String escape(String text, String plain) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    ByteBuffer bytes = utf8(text);
    while (bytes.hasRemaining()) {
      int b = bytes.get() & 0xff;
      if (plain.indexOf(b) >= 0) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(hex(b >> 4)).append(hex(b & 15));
      }
    }
    return escaped.toString();
  }

  private static ByteBuffer utf8(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has half of a surrogate pair in it and cannot be sent.", e);
    }
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
