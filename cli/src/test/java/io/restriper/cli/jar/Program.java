package io.restriper.cli.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own. */
record Program(List<String> command, Path folder) {
  private static final long LIMIT_SECONDS = 60;

  /**
   * What a process did.
   *
   * @param code its exit code
   * @param out what it wrote to its standard output
   * @param err what it wrote to its standard error
   */
  record Ended(int code, String out, String err) {}

  static Program jar(Path folder) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new Program(
        List.of(java, "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("restriper.cli.jar")),
        folder);
  }

  Ended run(String... args) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("RESTRIPER_"));
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It did not end: " + all);
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
