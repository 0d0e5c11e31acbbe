package io.restriper.server.deprecation;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log who calls deprecated operations, each caller once, so that an operator knows
 * whom to talk to. Memory and log are bounded: of the first {@link #MOST_CALLERS}. Thread-safe.
 */
final class DeprecationLog {
  /** How many callers are told of. */
  static final int MOST_CALLERS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(DeprecationLog.class);

  private final Set<Caller> told = new HashSet<>();

  private record Caller(String operationId, String agent, String address) {}

  /** Tells of a call, unless this caller was told of before. */
  void note(DeprecatedOperation operation, String agent, String address) {
    boolean last;
    synchronized (told) {
      if (told.size() >= MOST_CALLERS || !told.add(new Caller(operation.id(), agent, address))) {
        return;
      }
      last = told.size() == MOST_CALLERS;
    }
    LOG.warn(
        "{} is deprecated since {}, and from {} on a release may come without it. '{}' at {} calls"
            + " it; its successor is {}",
        operation.name(),
        operation.since(),
        operation.sunset(),
        agent,
        address,
        operation.successor());
    if (last) {
      LOG.warn(
          "{} callers of deprecated operations have been told of. Further ones are counted only",
          MOST_CALLERS);
    }
  }
}
