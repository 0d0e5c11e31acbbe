package io.restriper.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings of the upkeep. */
final class UpkeepValues {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

  /** Below this a lost drive would not be rebuilt before the next one is lost. */
  private static final long LEAST_LIMIT = 1L << 20;

  private static final int MOST_DAYS = 3650;

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
    if (value.text().matches("[0-9]{1,4}") && Integer.parseInt(value.text()) <= MOST_DAYS) {
      return Duration.ofDays(Integer.parseInt(value.text()));
    }
    throw value.refused(
        "a whole number of days from 1 to " + MOST_DAYS + " is needed, or 0 for never.");
  }
}
