package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a thousand subscribers cost at one event a second. */
final class Events {
  private static final int SUBSCRIBERS = 1000;
  private static final Duration WARM_UP = Duration.ofSeconds(25);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final double PERCENT = 100;

  private Events() {}

  static void measure(Path work, Figures figures) throws IOException {
    int port = Running.freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            Path.of("server/target/restriper-server.jar").toAbsolutePath().toString(),
            Path.of("benchmarks/peers/events/EventServer.java").toAbsolutePath().toString(),
            Integer.toString(port),
            Integer.toString(SUBSCRIBERS));
    try (Running server = Running.start(command, Map.of(), port, work);
        Subscribers subscribers = new Subscribers(server.address(), SUBSCRIBERS)) {
      subscribers.read(WARM_UP);
      double before = server.cpuSeconds();
      long began = System.nanoTime();
      long events = subscribers.read(MEASURED);
      double seconds = (System.nanoTime() - began) / 1e9;
      double cpu = server.cpuSeconds() - before;
      figures.add(
          "status", "1,000 subscribers", Figure.RESTRIPER, cpu / seconds * PERCENT, "% of a core");
      figures.add(
          "status",
          "1,000 subscribers, events that arrived",
          Figure.RESTRIPER,
          events / seconds,
          "events/s");
    }
  }
}
