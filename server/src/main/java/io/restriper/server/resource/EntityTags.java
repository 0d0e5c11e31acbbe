package io.restriper.server.resource;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an If-Match header.
 *
 * @param any whether it is {@code *}
 * @param tags the strong tags, without quotes; weak ones never match and are left out
 */
record EntityTags(boolean any, List<String> tags) {
  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(,|$)");

  /**
   * Parses the header.
   *
   * @throws ApiException if it is not a list of tags
   */
  static EntityTags parse(String header) {
    if (header.trim().equals("*")) {
      return new EntityTags(true, List.of());
    }
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(header);
    int end = 0;
    boolean more = true;
    while (more) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new ApiException(
            ErrorKind.INVALID_PARAMETER,
            "The header If-Match is '"
                + header
                + "'. Give the ETag of the file with its quotes, a list of them, or *.");
      }
      if (matcher.group(1) == null) {
        tags.add(matcher.group(2));
      }
      end = matcher.end();
      more = matcher.group(3).equals(",");
    }
    return new EntityTags(false, List.copyOf(tags));
  }
}
