package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of a process to its first answer, and the memory that it takes then. */
final class Starts {
  private static final int ROUNDS = 5;
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final double MILLIS = 1000;

  private Starts() {}

  static void measure(List<Subject> subjects, Path work, Figures figures)
      throws IOException, InterruptedException {
    Map<Subject, Times> times = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Subject subject : subjects) {
        // The directory of a round is new, so that the first start in it makes the volume.
        Path directory = work.resolve(subject.name() + round);
        Times known = times.computeIfAbsent(subject, key -> new Times());
        known.first.add(start(subject, directory, new ArrayList<>()));
        known.second.add(start(subject, directory, known.cpu));
      }
    }
    for (Subject subject : subjects) {
      Times known = times.get(subject);
      String name = subject.name();
      figures.add("status", "first start to first answer", name, Sample.median(known.first), "ms");
      figures.add("status", "start to first answer", name, Sample.median(known.second), "ms");
      figures.add("status", "time of the cores for a start", name, Sample.median(known.cpu), "ms");
    }
    memory(subjects, work, figures);
  }

  private static double start(Subject subject, Path directory, List<Double> cpu)
      throws IOException {
    try (Running server = Running.start(subject, directory)) {
      cpu.add(server.cpuSeconds() * MILLIS);
      return server.untilFirstAnswer().toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }

  private static void memory(List<Subject> subjects, Path work, Figures figures)
      throws IOException, InterruptedException {
    Map<Subject, Running> running = new LinkedHashMap<>();
    try {
      for (Subject subject : subjects) {
        Path directory = Files.createDirectories(work.resolve("memory " + subject.name()));
        running.put(subject, Running.start(subject, directory));
      }
      Pause.of(IDLE);
      for (Map.Entry<Subject, Running> each : running.entrySet()) {
        figures.add(
            "status",
            "idle memory",
            each.getKey().name(),
            each.getValue().residentMebibytes(),
            "MiB");
      }
    } finally {
      for (Running server : running.values()) {
        server.close();
      }
    }
  }

  private static final class Times {
    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
  }
}
