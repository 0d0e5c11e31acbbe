package io.restriper.server.limit;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is limited, by its name in the configuration, its default, and the values that it can have.
 */
public enum Limit {
  /** Bytes of a request line and all header fields. */
  REQUEST_HEAD("request-head", Unit.BYTES, "32KiB", 8 << 10, 1 << 20, false),
  /** Bytes of a file that is written. */
  FILE_SIZE("file-size", Unit.BYTES, "0", 1, Long.MAX_VALUE, true),
  /** Requests at the same time, streams of events and probes not counted. */
  REQUESTS("requests", Unit.NUMBER, "256", 2, 10_000, false),
  /** Of those, requests for files: data, attributes, lists, deletions. */
  FILE_REQUESTS("file-requests", Unit.NUMBER, "192", 1, 9_999, false),
  /** Of those, requests that write or delete a file. */
  WRITES("writes", Unit.NUMBER, "64", 1, 9_999, false),
  /** Streams of events at the same time. */
  EVENT_STREAMS("event-streams", Unit.NUMBER, "32", 1, 10_000, false),
  /** Connections at the same time; fewer by default if the heap is small, see {@link Limits}. */
  CONNECTIONS("connections", Unit.NUMBER, "16384", 16, 1_000_000, false),
  /** How long a connection may be silent, and how long a client may keep the server waiting. */
  IDLE_TIME("idle-time", Unit.SECONDS, "60s", 1, 3600, false),
  /** Bytes per second that a client has to send or take in on average, once it has kept waiting. */
  MIN_RATE("min-rate", Unit.BYTES, "1KiB", 1, 1 << 30, true),
  /** Bytes of the path of a file that is written. */
  PATH_LENGTH("path-length", Unit.NUMBER, "4095", 16, 4095, false),
  /** Names in the path of a file that is written. */
  PATH_DEPTH("path-depth", Unit.NUMBER, "256", 1, 2047, false);

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6}) ?(s|m)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

  private final String key;
  private final Unit unit;
  private final String byDefault;
  private final long least;
  private final long most;
  private final boolean canBeNone;

  private enum Unit {
    NUMBER,
    BYTES,
    SECONDS
  }

  Limit(String key, Unit unit, String byDefault, long least, long most, boolean canBeNone) {
    this.key = key;
    this.unit = unit;
    this.byDefault = byDefault;
    this.least = least;
    this.most = most;
    this.canBeNone = canBeNone;
  }

  /** The name in the configuration. */
  public String key() {
    return key;
  }

  /** The least that it can be. */
  long least() {
    return least;
  }

  /** The default as it is written in the configuration. */
  public String byDefault() {
    return byDefault;
  }

  /**
   * Reads a value as it is written in the configuration.
   *
   * @return a number, bytes or seconds; 0 for no limit
   * @throws IllegalArgumentException if it cannot be; the message says what would be right
   */
  public long parse(String text) {
    long value =
        switch (unit) {
          case NUMBER -> text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
          case BYTES -> bytes(text);
          case SECONDS -> seconds(text);
        };
    boolean none = canBeNone && value == 0;
    if (!none && (value < least || value > most)) {
      throw new IllegalArgumentException(rightValues());
    }
    return value;
  }

  private static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    long number = Long.parseLong(matcher.group(1));
    int shift = SHIFTS.get(matcher.group(2) == null ? "B" : matcher.group(2));
    return number <= Long.MAX_VALUE >> shift ? number << shift : -1;
  }

  private static long seconds(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("m") ? 60 : 1);
  }

  /** What values it can have, in a sentence for a person. */
  private String rightValues() {
    String range =
        switch (unit) {
          case NUMBER -> "write a whole number from " + least + " to " + most;
          case BYTES ->
              "write bytes as a whole number with B, KiB, MiB, GiB or TiB behind it, "
                  + (most == Long.MAX_VALUE
                      ? "for example 100GiB"
                      : String.format(Locale.ROOT, "from %dB to %dB", least, most));
          case SECONDS ->
              "write a time with s or m behind it, from " + least + "s to " + most + "s";
        };
    return range + (canBeNone ? "; or 0 for no limit." : ".");
  }
}
