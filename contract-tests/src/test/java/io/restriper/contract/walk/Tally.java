package io.restriper.contract.walk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Counts what was answered. Thread-safe. */
final class Tally {
  /** Below a file there is nothing, which is answered with 404. */
  private static final Set<String> NEVER = Set.of("getFileAttributes 409");

  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<String, Set<Integer>> byOperation = new TreeMap<>();

  /**
   * Counts an answer.
   *
   * @param at the operations at its path
   * @param asked the one of them that has the method too
   */
  synchronized void count(int status, List<Operation> at, Optional<Operation> asked) {
    statuses.merge(status, 1, Integer::sum);
    (status == 405 ? at : asked.stream().toList())
        .forEach(
            operation ->
                byOperation.computeIfAbsent(operation.id(), id -> new TreeSet<>()).add(status));
  }

  /** How many answers there were of each status. */
  synchronized Map<Integer, Integer> statuses() {
    return Map.copyOf(statuses);
  }

  /** How many answers there were. */
  synchronized int total() {
    return statuses.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The documented answers of operations that never came, one a line.
   *
   * @param expected the statuses that should have come where they are documented
   */
  synchronized List<String> neverSeen(Collection<Operation> operations, IntPredicate expected) {
    List<String> missing = new ArrayList<>();
    for (Operation operation : operations) {
      Set<Integer> left = new TreeSet<>(operation.statuses());
      left.removeIf(status -> !expected.test(status));
      left.removeAll(byOperation.getOrDefault(operation.id(), Set.of()));
      left.removeIf(status -> NEVER.contains(operation.id() + " " + status));
      left.forEach(status -> missing.add(operation.id() + " " + status));
    }
    return missing;
  }

  @Override
  public synchronized String toString() {
    return statuses.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
