package io.restriper.contract.matrix;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a driver did in a process of its own.
 *
 * @param exitCode 0 if all calls went well
 * @param lines what it printed
 * @param errors what it said of what went wrong
 */
record DriverRun(int exitCode, List<String> lines, String errors) {
  private static final String MAIN = "io.restriper.contract.driver.ClientDriver";
  private static final long LIMIT_SECONDS = 180;

  /**
   * Runs a driver to its end.
   *
   * @param classPath the driver, its client and what that needs
   */
  static DriverRun of(String classPath, URI server) throws IOException, InterruptedException {
    Path out = Files.createTempFile("driver", ".out");
    Path err = Files.createTempFile("driver", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx128m",
                  "-cp",
                  classPath,
                  MAIN,
                  server.toString())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("The driver has not ended: " + Files.readString(err));
      }
      return new DriverRun(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  boolean succeeded() {
    return exitCode == 0 && !lines.isEmpty();
  }
}
