package io.restriper.server.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings of the upkeep. */
public final class UpkeepValues {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

  /** Below this a lost drive would not be rebuilt before the next one is lost. */
  private static final long LEAST_LIMIT = 1L << 20;

  /** Some minutes, in which a volume of some gigabytes can be read. */
  private static final BigDecimal LEAST_DAYS = new BigDecimal("0.001");

  private static final BigDecimal MOST_DAYS = new BigDecimal("3650");
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(Duration.ofDays(1).toMillis());

  private UpkeepValues() {}

  /** Bytes per second; 0 for no limit. */
  static long restripeLimit(Value value) throws ConfigException {
    Matcher matcher = SIZE.matcher(value.text());
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      int shift = SHIFTS.get(matcher.group(2) == null ? "B" : matcher.group(2));
      if (number <= Long.MAX_VALUE >> shift) {
        long bytes = number << shift;
        if (bytes == 0 || bytes >= LEAST_LIMIT) {
          return bytes;
        }
      }
    }
    throw value.refused(
        "write bytes per second as a whole number with B, KiB, MiB, GiB or TiB behind it, at least"
            + " 1MiB, for example 100MiB; or 0 for no limit.");
  }

  /** Zero for never. */
  static Duration scrubPeriod(Value value) throws ConfigException {
    if (value.text().matches("[0-9]{1,4}(\\.[0-9]{1,6})?")) {
      BigDecimal days = new BigDecimal(value.text());
      boolean tooFew = days.signum() > 0 && days.compareTo(LEAST_DAYS) < 0;
      if (!tooFew && days.compareTo(MOST_DAYS) <= 0) {
        return Duration.ofMillis(days.multiply(DAY_MILLIS).longValue());
      }
    }
    throw value.refused(
        "a number of days from "
            + LEAST_DAYS.toPlainString()
            + " to "
            + MOST_DAYS.toPlainString()
            + " is needed, or 0 for never.");
  }

  /** A duration as it is written as a setting. */
  public static String days(Duration period) {
    BigDecimal days =
        BigDecimal.valueOf(period.toMillis()).divide(DAY_MILLIS, 6, RoundingMode.HALF_UP);
    return days.signum() == 0 ? "0" : days.stripTrailingZeros().toPlainString();
  }
}
