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
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration MEASURED = Duration.ofSeconds(20);

  /** Streams whose subscribers have gone end when there is something to be sent. */
  private static final Duration TO_NOTICE = Duration.ofSeconds(20);

  private static final double PERCENT = 100;

  private Events() {}

  static void measure(Path work, Figures figures) throws IOException, InterruptedException {
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
    try (Running server = Running.start(command, Map.of(), port, work)) {
      double with;
      try (Subscribers subscribers = new Subscribers(server.address(), SUBSCRIBERS)) {
        subscribers.read(WARM_UP);
        double before = server.cpuSeconds();
        long began = System.nanoTime();
        long events = subscribers.read(MEASURED);
        with = share(server, before, began);
        figures.add(
            "status",
            "1,000 subscribers, events that arrived",
            Figure.RESTRIPER,
            events / ((System.nanoTime() - began) / 1e9),
            "events/s");
      }
      Pause.of(TO_NOTICE);
      double before = server.cpuSeconds();
      long began = System.nanoTime();
      Pause.of(MEASURED);
      double without = share(server, before, began);
      add(figures, "1,000 subscribers", with - without);
      add(figures, "1,000 subscribers, all of the server", with);
      add(figures, "no subscriber, all of the server", without);
    }
  }

  private static double share(Running server, double before, long began) throws IOException {
    return (server.cpuSeconds() - before) / ((System.nanoTime() - began) / 1e9) * PERCENT;
  }

  private static void add(Figures figures, String name, double share) {
    figures.add("status", name, Figure.RESTRIPER, share, "% of a core");
  }
}
