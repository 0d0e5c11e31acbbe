package io.restriper.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. None of them is rounded towards "done". */
public final class Units {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int KIBI = 1024;

  private Units() {}

  /** Bytes, such as {@code 1.2 GiB}. */
  public static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= KIBI && unit < BINARY.length - 1) {
      value /= KIBI;
      unit++;
    }
    String format = unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, BINARY[unit]);
  }

  /** Percent with one digit after the point, rounded down, so that 100 is shown only for 100. */
  public static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(percent * 10) / 10);
  }

  /** A time such as {@code 42s}, {@code 3m 20s}, {@code 2h 05m} or {@code 3d 04h}. */
  public static String seconds(double seconds) {
    if (seconds >= Long.MAX_VALUE / 2.0) {
      return "for ever";
    }
    Duration time = Duration.ofSeconds((long) Math.ceil(seconds));
    if (time.toDays() > 0) {
      return String.format(Locale.ROOT, "%dd %02dh", time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return String.format(Locale.ROOT, "%dh %02dm", time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? String.format(Locale.ROOT, "%dm %02ds", time.toMinutes(), time.toSecondsPart())
        : time.toSeconds() + "s";
  }

  /** A number of things: {@code 1 stripe}, {@code 2 stripes}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
