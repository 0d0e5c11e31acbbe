package io.restriper.server.http;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Checks a request's path and query as they came, before anything decodes them: libraries replace
 * broken UTF-8, drop what stands behind a semicolon and resolve dots, each of which would make
 * another file out of the one that was meant.
 */
final class RequestUri {
  private static final String PLAIN = "-._~!$&'()*+,=:@/";

  private RequestUri() {}

  /**
   * Checks a raw path.
   *
   * @return the path with everything escaped that has to be, semicolons too
   * @throws ApiException if it cannot be understood
   */
  static String checkedPath(String path) {
    if (isPlain(path)) {
      return path;
    }
    String escaped = escape(checked(path, "path"), PLAIN);
    if (escaped.contains("%00")) {
      throw refused("The path has a NUL (%00) in it, which no name can have.");
    }
    for (String segment : escaped.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw refused("The path has the segment '" + segment + "'. Write the path without it.");
      }
    }
    return escaped;
  }

  /** Whether there is nothing in a path to be looked at twice, as in most. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean dotSegment = c == '.' && i > 0 && path.charAt(i - 1) == '/';
      if (dotSegment || !isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** The same for a raw query. */
  static String checkedQuery(String query) {
    return escape(checked(query, "query"), PLAIN + ";?");
  }

  private static String checked(String text, String part) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      if (i + 2 >= bytes.length || hex(bytes[i + 1]) < 0 || hex(bytes[i + 2]) < 0) {
        throw brokenEscape(part, bytes, i);
      }
      decoded.put((byte) (hex(bytes[i + 1]) << 4 | hex(bytes[i + 2])));
      i += 2;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
    } catch (CharacterCodingException e) {
      throw refused("The " + part + " is not valid UTF-8. Escape each byte of its UTF-8 as %XX.");
    }
    return text;
  }

  private static ApiException brokenEscape(String part, byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + 3);
    String escape = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    return refused(
        "The "
            + part
            + " has the escape "
            + escape
            + ", which is none. Escape a byte as % and two hexadecimal digits.");
  }

  private static int hex(byte digit) {
    return Character.digit(digit, 16);
  }

  private static String escape(String text, String plain) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (isLetterOrDigit(c) || c == '%' || plain.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }

  private static ApiException refused(String description) {
    return new ApiException(ErrorKind.BAD_REQUEST, description);
  }
}
