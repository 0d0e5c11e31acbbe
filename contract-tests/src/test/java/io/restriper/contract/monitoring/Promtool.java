package io.restriper.contract.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool for checks of metrics and rules, if it is installed. */
final class Promtool {
  private Promtool() {}

  /** Skips the test if it is not installed. */
  static void assumeInstalled() {
    Assumptions.assumeTrue(
        found().isPresent(), "promtool is not installed; it is in Debian's package prometheus");
  }

  private static Optional<Path> found() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "promtool"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs it to its end.
   *
   * @param input what it reads from its standard input
   * @return what it said
   * @throws AssertionError if it did not end with 0
   */
  static String run(Path input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(found().orElseThrow().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectInput(input.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + " said:\n" + said).isZero();
    return said;
  }
}
