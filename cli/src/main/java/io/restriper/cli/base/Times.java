package io.restriper.cli.base;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times on the command line. */
public final class Times {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)?");
  private static final int MILLIS = 1000;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86400;

  private Times() {}

  /**
   * Reads a time.
   *
   * @param option where it was given
   * @param text a number with {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}; seconds
   *     without
   * @throws CliException if it is no time
   */
  public static Duration parse(String option, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw CliException.usage(option + " is a time such as 30s, 5m or 2h, not '" + text + "'.");
    }
    double number = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    double seconds =
        switch (unit) {
          case "ms" -> number / MILLIS;
          case "m" -> number * MINUTE;
          case "h" -> number * HOUR;
          case "d" -> number * DAY;
          default -> number;
        };
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  /** Reads a time that is more than zero. */
  public static Duration positive(String option, String text) {
    Duration time = parse(option, text);
    if (time.isZero()) {
      throw CliException.usage(option + " is more than zero, not '" + text + "'.");
    }
    return time;
  }
}
