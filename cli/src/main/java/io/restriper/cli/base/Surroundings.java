package io.restriper.cli.base;

import io.restriper.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * All that a command finds outside of itself.
 *
 * @param environment environment variables
 * @param home the user's home directory
 * @param terminal where it reads and writes
 * @param clock the time of day, in the user's zone
 * @param ticker time that passes
 */
public record Surroundings(
    Map<String, String> environment, Path home, Terminal terminal, Clock clock, Ticker ticker) {

  /** Copies the map. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** An environment variable; one that is empty counts as not set, and gives null. */
  String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
