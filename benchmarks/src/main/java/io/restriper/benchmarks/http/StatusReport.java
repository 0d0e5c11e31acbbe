package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the status costs, next to a bare Netty handler that sends the same bytes, Spring Boot and
 * Quarkus: throughput, start, memory; and its latency during a rebuild, and what subscribers of the
 * events cost.
 */
public final class StatusReport {
  private StatusReport() {}

  /** Takes the file of the figures. To be run in the root of the tree, when all is built. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Figures figures = new Figures(Path.of(args[0]));
    Path work = Files.createTempDirectory("restriper-status");
    try {
      Path classes = prepare(work);
      List<Subject> subjects =
          List.of(
              Subject.restriper(List.of()), Subject.netty(), Subject.spring(), Subject.quarkus());
      Throughput.measure(subjects, work.resolve("throughput"), figures);
      List<Subject> started = new ArrayList<>(subjects);
      started.add(
          Subject.restriper(List.of("-XX:SharedArchiveFile=" + classes, "-Xlog:cds=off"))
              .called("restriper, prepared"));
      Starts.measure(started, work.resolve("starts"), figures);
      Latency.measure(work.resolve("latency"), figures);
      Events.measure(work.resolve("events"), figures);
    } finally {
      remove(work);
    }
  }

  /** As the launcher of the distribution does. */
  private static Path prepare(Path work) throws IOException, InterruptedException {
    Path classes = work.resolve("classes.jsa");
    Subject server = Subject.restriper(List.of("-XX:ArchiveClassesAtExit=" + classes));
    List<String> command = new ArrayList<>(server.command(0));
    command.add("prepare");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("prepare.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(work.resolve("prepare.log")));
    }
    return classes;
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
