package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many answers a second, and how much time of the cores each takes. */
final class Throughput {
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  private static final double MICROS = 1e6;

  private Throughput() {}

  /** All run all the time, and one after the other is asked, so that each round has its turn. */
  static void measure(List<Subject> subjects, Path work, Figures figures)
      throws IOException, InterruptedException {
    Load load = Load.find();
    System.out.println("Asked by " + load.name() + " with 32 connections.");
    Map<Subject, Running> running = new LinkedHashMap<>();
    try {
      for (Subject subject : subjects) {
        running.put(subject, Running.start(subject, work.resolve(subject.name())));
      }
      for (Running server : running.values()) {
        load.run(server, WARM_UP);
      }
      Map<Subject, List<Double>> rates = new LinkedHashMap<>();
      Map<Subject, List<Double>> costs = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<Subject, Running> each : running.entrySet()) {
          double cpu = each.getValue().cpuSeconds();
          long answers = load.run(each.getValue(), ROUND);
          cpu = each.getValue().cpuSeconds() - cpu;
          rates
              .computeIfAbsent(each.getKey(), key -> new ArrayList<>())
              .add(answers / (double) ROUND.toSeconds());
          costs
              .computeIfAbsent(each.getKey(), key -> new ArrayList<>())
              .add(cpu * MICROS / answers);
        }
      }
      for (Subject subject : subjects) {
        figures.add(
            "status",
            "throughput",
            subject.name(),
            Sample.median(rates.get(subject)),
            "requests/s");
        figures.add(
            "status",
            "time of the cores for a request",
            subject.name(),
            Sample.median(costs.get(subject)),
            "us");
      }
    } finally {
      for (Running server : running.values()) {
        server.close();
      }
    }
  }
}
