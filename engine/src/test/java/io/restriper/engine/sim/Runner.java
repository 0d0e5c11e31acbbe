package io.restriper.engine.sim;

import io.restriper.engine.sim.Simulation.NumberedStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs histories, each in a directory of its own, and makes those that fail shorter. */
final class Runner {
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Variant variant;

  Runner(Variant variant) {
    this.variant = variant;
  }

  /**
   * A history that failed.
   *
   * @param message what was wrong
   */
  record Failed(History history, SimulationFailure message) {

    /** What a person needs to find out why. */
    String report() {
      return "seed " + history.setup().seed() + ": " + message.getMessage() + "\n" + history;
    }
  }

  /** Runs a history; empty if all was well. */
  Optional<Failed> run(History history) {
    try {
      digest(history);
      return Optional.empty();
    } catch (SimulationFailure e) {
      return Optional.of(new Failed(history, e));
    }
  }

  /**
   * Runs a history.
   *
   * @return the same number if and only if all went the same way
   */
  long digest(History history) {
    Path root = directory();
    try (Simulation simulation = new Simulation(root, history.setup(), variant)) {
      return simulation.run(history.steps());
    } finally {
      delete(root);
    }
  }

  /** Leaves out steps as long as the history still fails. */
  Failed shrink(Failed failed) {
    Failed shortest = failed;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int part = Math.max(1, shortest.history.steps().size() / 2); part >= 1; part /= 2) {
        for (int from = 0; from < shortest.history.steps().size(); from += part) {
          Optional<Failed> next = run(without(shortest.history, from, part));
          if (next.isPresent()) {
            shortest = next.get();
            shorter = true;
            from -= part;
          }
        }
      }
    }
    return shortest;
  }

  private static History without(History history, int from, int count) {
    List<NumberedStep> steps = new ArrayList<>(history.steps());
    steps.subList(from, Math.min(steps.size(), from + count)).clear();
    return history.with(steps);
  }

  private static Path directory() {
    try {
      return Files.isDirectory(MEMORY)
          ? Files.createTempDirectory(MEMORY, "restriper-simulation")
          : Files.createTempDirectory("restriper-simulation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
