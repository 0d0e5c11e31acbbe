package io.restriper.contract.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a step of a profile came to, run in a process of its own with an environment of its own.
 *
 * @param exitCode 0 if it went well
 * @param output all that it printed
 */
record Step(int exitCode, String output) {
  private static final long LIMIT_SECONDS = 120;
  private static final List<String> PASSED_ON =
      List.of("restriper.root", "java.io.tmpdir", "pact.verifier.disableUrlPathDecoding");

  /** Runs a main class as a profile does, to its end. */
  static Step run(Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A step is short: what makes a long one fast makes it slow.
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    for (String property : PASSED_ON) {
      command.add("-D" + property + "=" + System.getProperty(property));
    }
    command.add("-Drestriper.version=1.2.3");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));

    Path output = Files.createTempFile("broker", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(Step::isOfCi);
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("It has not ended: " + Files.readString(output));
      }
      return new Step(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** What the build that runs this test is told must not be taken for what the step is told. */
  private static boolean isOfCi(String variable) {
    return variable.matches("(PACT_|GIT_|GITHUB_|CI_|CIRCLE_|BUILD_).*");
  }
}
