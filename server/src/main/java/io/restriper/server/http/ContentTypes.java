package io.restriper.server.http;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.util.List;
import java.util.regex.Pattern;

/** Checks Content-Type where what comes after would fail and not refuse it. */
final class ContentTypes {
  /** A quality, which means nothing in Content-Type, and is read there all the same. */
  private static final Pattern NO_QUALITY =
      Pattern.compile(
          ";\\s*q\\s*=\\s*\"?(?!(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\"?\\s*(?:;|$))",
          Pattern.CASE_INSENSITIVE);

  private ContentTypes() {}

  /**
   * Checks the values of the header.
   *
   * @throws ApiException if there is one that cannot be understood
   */
  static void check(List<String> values) {
    for (String value : values) {
      if (NO_QUALITY.matcher(value).find()) {
        throw new ApiException(
            ErrorKind.BAD_REQUEST,
            "The header Content-Type is '"
                + value
                + "'. Leave q out: it belongs to Accept, and is a number from 0 to 1 there.");
      }
    }
  }
}
