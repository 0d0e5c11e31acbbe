package io.restriper.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server whose JVM keeps its classes ready, as the launcher of the distribution has it. */
public final class PreparedServer {
  private PreparedServer() {}

  /**
   * Prepares it.
   *
   * @param jar of the server
   * @param folder for the file of the classes, which is made anew
   * @return the options for the JVM that have it use them
   */
  public static List<String> options(Path jar, Path folder)
      throws IOException, InterruptedException {
    Path classes = folder.resolve("classes.jsa");
    Path log = folder.resolve("prepare.log");
    Files.deleteIfExists(classes);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + classes,
                "-jar",
                jar.toAbsolutePath().toString(),
                "prepare")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(log));
    }
    return List.of("-XX:SharedArchiveFile=" + classes, "-Xlog:cds=off");
  }
}
