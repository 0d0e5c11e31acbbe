package io.restriper.benchmarks.http;

import io.restriper.benchmarks.measure.PreparedServer;
import io.restriper.benchmarks.report.Figure;
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

  /**
   * To be run in the root of the tree, when all is built.
   *
   * @param args the file of the figures, and which of throughput, starts, latency and events are
   *     measured; all of them if none is named
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Figures figures = new Figures(Path.of(args[0]));
    List<String> chosen = List.of(args).subList(1, args.length);
    List<String> parts =
        chosen.isEmpty() ? List.of("throughput", "starts", "latency", "events") : chosen;
    Path work = Files.createTempDirectory("restriper-status");
    try {
      for (String part : parts) {
        measure(part, work, work.resolve(part), figures);
      }
    } finally {
      remove(work);
    }
  }

  private static void measure(String part, Path work, Path directory, Figures figures)
      throws IOException, InterruptedException {
    List<Subject> subjects =
        List.of(Subject.restriper(List.of()), Subject.netty(), Subject.spring(), Subject.quarkus());
    switch (part) {
      case "throughput" -> Throughput.measure(subjects, directory, figures);
      case "starts" -> {
        List<Subject> more = new ArrayList<>(subjects);
        more.add(
            Subject.restriper(PreparedServer.options(Subject.SERVER, work))
                .called(Figure.PREPARED));
        Starts.measure(more, directory, figures);
      }
      case "latency" -> Latency.measure(directory, figures);
      case "events" -> Events.measure(directory, figures);
      default -> throw new IllegalArgumentException("There is no part named " + part);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
