package io.restriper.server.deprecation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the calls of deprecated operations, by operation and by what the caller says it is. Memory
 * is bounded: of each operation the first {@link #MOST_AGENTS} callers are told apart. Thread-safe.
 */
public final class DeprecatedCalls {
  /** How many callers of an operation are told apart. */
  public static final int MOST_AGENTS = 100;

  /** Stands for all callers beyond those that are told apart. */
  public static final String OTHERS = "(others)";

  /** Stands for callers that do not say what they are. */
  public static final String UNNAMED = "(unnamed)";

  private static final int MOST_CHARACTERS = 100;

  private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

  /**
   * How often an operation was called since the server started.
   *
   * @param operationId of the contract
   * @param userAgent the first 100 characters of the header User-Agent, or {@link #UNNAMED}, or
   *     {@link #OTHERS}
   * @param calls 1 or more
   */
  public record Count(String operationId, String userAgent, long calls) {}

  /** Counts a call. */
  void count(DeprecatedOperation operation, String agent) {
    Map<String, LongAdder> agents =
        counts.computeIfAbsent(operation.id(), id -> new ConcurrentHashMap<>());
    LongAdder known = agents.get(agent);
    if (known == null) {
      known = newcomer(agents, agent);
    }
    known.increment();
  }

  private static LongAdder newcomer(Map<String, LongAdder> agents, String agent) {
    synchronized (agents) {
      boolean room = agents.containsKey(agent) || agents.size() < MOST_AGENTS;
      return agents.computeIfAbsent(room ? agent : OTHERS, name -> new LongAdder());
    }
  }

  /** What a caller is called here and in the log. */
  static String agent(Optional<String> header) {
    String text = header.orElse("").replaceAll("[^ -~]", "?").strip();
    if (text.isEmpty()) {
      return UNNAMED;
    }
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }

  /**
   * The counts at this instant.
   *
   * @return by operation, the most frequent caller first
   */
  public List<Count> snapshot() {
    List<Count> snapshot = new ArrayList<>();
    counts.forEach(
        (operation, agents) ->
            agents.forEach(
                (agent, calls) -> snapshot.add(new Count(operation, agent, calls.sum()))));
    snapshot.removeIf(count -> count.calls() == 0);
    snapshot.sort(
        Comparator.comparing(Count::operationId)
            .thenComparing(Comparator.comparingLong(Count::calls).reversed())
            .thenComparing(Count::userAgent));
    return List.copyOf(snapshot);
  }
}
