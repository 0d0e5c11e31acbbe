package io.restriper.server.deprecation;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operation that goes out of use.
 *
 * @param id its operationId
 * @param name its method and path, for people
 * @param since when it was deprecated, at midnight UTC
 * @param sunset from when on a release may come without it, at midnight UTC
 * @param successor the path of the operation to use instead, with its parameters in braces
 */
record DeprecatedOperation(
    String id, String name, LocalDate since, LocalDate sunset, String successor) {

  /** The form of RFC 9110, whose days have two digits unlike those of RFC 1123 in the JDK. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /**
   * The value of the header Deprecation (RFC 9745).
   *
   * @return an at sign and the seconds since 1970
   */
  String deprecation() {
    return "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /**
   * The value of the header Sunset (RFC 8594).
   *
   * @return an HTTP date
   */
  String sunsetDate() {
    return HTTP_DATE.format(sunset.atStartOfDay(ZoneOffset.UTC));
  }

  /**
   * The value of the header Link.
   *
   * @param parameters those of the path of the request, as they were sent
   */
  String link(MultivaluedMap<String, String> parameters) {
    String path = successor;
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue().get(0));
    }
    return "<" + path + ">; rel=\"successor-version\"";
  }
}
