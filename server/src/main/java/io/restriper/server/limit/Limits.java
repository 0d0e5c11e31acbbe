package io.restriper.server.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The value of each limit. Immutable; two with the same values are equal. */
public final class Limits {
  /** What holds where nothing is configured. */
  public static final Limits DEFAULTS = new Limits(Map.of());

  private final Map<Limit, Long> values;

  private Limits(Map<Limit, Long> given) {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      Long value = given.get(limit);
      all.put(limit, value == null ? limit.parse(limit.byDefault()) : value);
    }
    this.values = Collections.unmodifiableMap(all);
  }

  /** Limits that have a value of their own for some. */
  public Limits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, value);
    return new Limits(changed);
  }

  /** A number, bytes or seconds; 0 for no limit. */
  public long of(Limit limit) {
    return values.get(limit);
  }

  /** A number that fits into an int. */
  public int count(Limit limit) {
    return Math.toIntExact(of(limit));
  }

  /** How long a connection may be silent, and how long a client may keep the server waiting. */
  public Duration idleTime() {
    return Duration.ofSeconds(of(Limit.IDLE_TIME));
  }

  /**
   * Two limits that do not go together; empty if all do.
   *
   * @return the one that has to be lower, and than which
   */
  public Optional<Contradiction> contradiction() {
    // The difference is what stays for status, health and metrics, whatever transfers there are.
    if (of(Limit.FILE_REQUESTS) >= of(Limit.REQUESTS)) {
      return Optional.of(
          new Contradiction(Limit.FILE_REQUESTS, "it has to be less than", Limit.REQUESTS));
    }
    if (of(Limit.WRITES) > of(Limit.FILE_REQUESTS)) {
      return Optional.of(
          new Contradiction(Limit.WRITES, "it has to be at most", Limit.FILE_REQUESTS));
    }
    return Optional.empty();
  }

  /**
   * Two limits that do not go together.
   *
   * @param wrong the one that is too high
   * @param has what it has to be, in words
   * @param bound in relation to which
   */
  public record Contradiction(Limit wrong, String has, Limit bound) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits limits && values.equals(limits.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The values by the names in the configuration. */
  @Override
  public String toString() {
    return values.toString();
  }
}
