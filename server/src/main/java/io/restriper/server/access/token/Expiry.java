package io.restriper.server.access.token;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads until when a token is to be accepted. */
public final class Expiry {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([hdw])");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Expiry() {}

  /**
   * Reads a span from now on such as {@code 12h}, {@code 90d} or {@code 52w}, a day such as {@code
   * 2027-01-31} (its beginning in UTC), an instant such as {@code 2027-01-31T12:00:00Z}, or {@code
   * never}.
   *
   * @return when a token expires; empty for never
   * @throws IllegalArgumentException in words for a person, if it is none of these, or not in the
   *     future
   */
  public static Optional<Instant> parse(String text, Instant now) {
    if (text.equals("never")) {
      return Optional.empty();
    }
    Instant end;
    try {
      end = instant(text, now);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time. Write a span such as 12h, 90d or 52w, a day such as 2027-01-31, an"
              + " instant such as 2027-01-31T12:00:00Z, or never.",
          e);
    }
    if (!end.isAfter(now) || end.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "'" + text + "' is over already, or too far away. Give a time in the future, or never.");
    }
    return Optional.of(end);
  }

  private static Instant instant(String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long number = Long.parseLong(span.group(1));
      return now.plus(
          switch (span.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
          });
    }
    return DAY.matcher(text).matches()
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }
}
