package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executes the walk of the README as it stands there, on a port of its own, and compares what comes
 * out with what the README shows, all numbers alike.
 */
class ReadmeWalkIT {
  @TempDir Path directory;

  /** A command and what the README shows below it. */
  private record Step(String command, List<String> shown) {}

  @Test
  void theWalkDoesWhatTheReadmeShows() throws IOException, InterruptedException {
    assumeTrue(isThere("curl"), "curl is not installed");
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(5);
    try (JarServer server = JarServer.start(directory)) {
      for (Step step : steps) {
        List<String> output =
            bash(step.command.replace("127.0.0.1:8000", "127.0.0.1:" + server.port()));
        assertThat(masked(last(output))).as(step.command).isEqualTo(masked(last(step.shown)));
        assertThat(output.isEmpty()).isEqualTo(step.shown.isEmpty());
      }
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inWalk = false;
    for (String line :
        Files.readAllLines(Path.of(System.getProperty("restriper.root"), "README.md"))) {
      if (line.startsWith("```")) {
        inWalk = line.equals("```console");
      } else if (inWalk && line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (inWalk && !line.isBlank()) {
        steps.get(steps.size() - 1).shown.add(line);
      }
    }
    return steps;
  }

  private List<String> bash(String command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "step", ".txt");
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(JarServer.LIMIT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s ended, and said %s", command, Files.readString(output)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, Files.readString(output)).isZero();
    return Files.readAllLines(output).stream().filter(line -> !line.isBlank()).toList();
  }

  private static boolean isThere(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "-c", "command -v " + program).start().waitFor() == 0;
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static String masked(String line) {
    return line.replaceAll("[0-9]+", "#");
  }
}
