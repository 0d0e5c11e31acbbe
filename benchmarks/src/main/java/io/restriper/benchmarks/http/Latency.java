package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the status takes who asks for it at a fixed rate, with nothing to do and in a rebuild.
 */
final class Latency {
  private static final int FILES = 72;
  private static final int FILE_BYTES = 64 << 20;

  private static final int DRIVES = 11;

  /** With 4+2 the blocks of lost drives find other places until there are so few. */
  private static final int FEWEST = 6;

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;

  private Latency() {}

  static void measure(Path work, Figures figures) throws IOException, InterruptedException {
    try (Running server = Running.start(restriper(work), work);
        Running bare = Running.start(Subject.netty(), work.resolve("floor"))) {
      fill(server);
      try (Connection connection = new Connection(server.address());
          Meanwhile floor = new Meanwhile(bare.address(), INTERVAL_NANOS)) {
        sample(connection, WARM_UP, false);
        floor.begin();
        List<Double> idle = sample(connection, IDLE, false);
        List<Double> idleFloor = floor.end();
        report(figures, "nothing to do", idle, idleFloor);
        List<Double> busy = new ArrayList<>();
        List<Double> busyFloor = new ArrayList<>();
        for (int drive = DRIVES; drive > FEWEST; drive--) {
          remove(work.resolve("drive-" + drive));
          floor.begin();
          busy.addAll(sample(connection, PATIENCE, true));
          busyFloor.addAll(floor.end());
          if (drive == DRIVES) {
            // The JVM compiles meanwhile what a rebuild needs.
            report(figures, "first rebuild", busy, busyFloor);
            busy.clear();
            busyFloor.clear();
          }
        }
        report(figures, "rebuild", busy, busyFloor);
      }
    }
  }

  private static Subject restriper(Path work) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (int drive = 1; drive <= DRIVES; drive++) {
      arguments.add("--drive");
      arguments.add(Files.createDirectories(work.resolve("drive-" + drive)).toString());
    }
    return Subject.restriper(List.of()).with(arguments);
  }

  private static void report(
      Figures figures, String when, List<Double> restriper, List<Double> floor) {
    report(figures, when, Figure.RESTRIPER, restriper);
    report(figures, when, Figure.FLOOR, floor);
  }

  private static void report(Figures figures, String when, String subject, List<Double> millis) {
    figures.add("status", "p99, " + when, subject, Sample.p99(millis), "ms");
    figures.add("status", "p50, " + when, subject, Sample.median(millis), "ms");
    figures.add("status", "answers, " + when, subject, millis.size(), "");
  }

  /**
   * Asks at a fixed rate. A time is counted from when the question was due, so that an answer that
   * is late makes those behind it late as well.
   *
   * @param runOnly whether only what is answered during a run counts, and its end is the end
   */
  private static List<Double> sample(Connection connection, Duration time, boolean runOnly)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (long due = System.nanoTime(); due < end; due += INTERVAL_NANOS) {
      Pause.until(due);
      String status = connection.ask();
      boolean running = status.contains("\"RUNNING\"");
      if (running || !runOnly) {
        millis.add((System.nanoTime() - due) / NANOS_PER_MILLI);
      } else if (!millis.isEmpty() && status.contains("\"data_at_risk\":false")) {
        return millis;
      }
    }
    if (runOnly) {
      throw new IOException("The rebuild did not end");
    }
    return millis;
  }

  private static void fill(Running server) throws IOException {
    byte[] content = new byte[FILE_BYTES];
    new Random(1).nextBytes(content);
    for (int file = 0; file < FILES; file++) {
      URI uri = URI.create(server.uri("/v1/files/%2Ffile" + file + "/data"));
      HttpURLConnection put = (HttpURLConnection) uri.toURL().openConnection();
      put.setRequestMethod("PUT");
      put.setDoOutput(true);
      put.setRequestProperty("Content-Type", "application/octet-stream");
      put.setFixedLengthStreamingMode(content.length);
      put.getOutputStream().write(content);
      try (InputStream answer = put.getInputStream()) {
        answer.readAllBytes();
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
