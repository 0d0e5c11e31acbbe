package io.restriper.server.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The value of each limit. Immutable; two with the same values are equal. */
public final class Limits {
  /** What holds where nothing is configured. */
  public static final Limits DEFAULTS = new Limits(Map.of());

  /** The part of the heap that the heads of requests may take, all connections together. */
  private static final int HEADS_OF_HEAP = 4;

  private final Map<Limit, Long> given;
  private final long heap;

  /** By ordinal; asked for with each request. */
  private final long[] values;

  private Limits(Map<Limit, Long> given) {
    this(given, Runtime.getRuntime().maxMemory());
  }

  /**
   * Limits in a heap.
   *
   * @param heap in bytes
   */
  Limits(Map<Limit, Long> given, long heap) {
    this.given = Map.copyOf(given);
    this.heap = heap;
    this.values = new long[Limit.values().length];
    for (Limit limit : Limit.values()) {
      Long value = given.get(limit);
      values[limit.ordinal()] = value == null ? limit.parse(limit.byDefault()) : value;
    }
    if (!given.containsKey(Limit.CONNECTIONS)) {
      values[Limit.CONNECTIONS.ordinal()] = fitting(of(Limit.CONNECTIONS));
    }
  }

  /** Limits that have a value of their own for some. */
  public Limits with(Limit limit, long value) {
    Map<Limit, Long> changed = new HashMap<>(given);
    changed.put(limit, value);
    return new Limits(changed, heap);
  }

  /** A number, bytes or seconds; 0 for no limit. */
  public long of(Limit limit) {
    return values[limit.ordinal()];
  }

  private long fitting(long connections) {
    // Each can have sent all but the end of a head, and all of these have to find room.
    long heads = heap / HEADS_OF_HEAP / of(Limit.REQUEST_HEAD);
    return Math.max(Limit.CONNECTIONS.least(), Math.min(connections, heads));
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
    return other instanceof Limits limits && values().equals(limits.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  /** The values by the names in the configuration. */
  @Override
  public String toString() {
    return values().toString();
  }

  private Map<Limit, Long> values() {
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, of(limit));
    }
    return values;
  }
}
