package io.restriper.benchmarks.scale;

import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the real server over a made volume, in a process of its own with a heap of 256 MiB, and
 * measures over HTTP: the time to the first status that is answered, and how long a status takes
 * while nothing happens and while the loss of a drive is planned.
 */
final class ServerProbe {
  private static final String PART = "scale";
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final int STARTS = 5;
  private static final int IDLE_READINGS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final double MILLION = 1e6;

  private final Path jar;
  private final Path root;
  private final String name;
  private final Figures figures;
  private final List<String> options;
  private final String subject;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param name of the volume, for the figures
   * @param options for the JVM
   * @param subject what the server is called in the figures
   */
  ServerProbe(
      Path jar, Path root, String name, Figures figures, List<String> options, String subject) {
    this.options = options;
    this.subject = subject;
    this.jar = jar;
    this.root = root;
    this.name = name;
    this.figures = figures;
  }

  /** Starts the server several times, and kills it each time. */
  void starts() throws IOException, InterruptedException {
    List<Double> starts = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      Running server = start();
      starts.add(server.startMillis);
      processor.add(server.startCpuMillis);
      server.kill();
    }
    figures.add(PART, name + ", start to first status", subject, median(starts), "ms");
    figures.add(PART, name + ", start, processor", subject, median(processor), "ms");
  }

  /**
   * Starts the server, asks it while nothing happens and while it plans for a drive that is lost.
   */
  void readings() throws IOException, InterruptedException {
    Running server = start();
    // What a start does in the background is over when the sweep of the drives is.
    server.awaitQuiet();
    List<Double> idle = new ArrayList<>();
    for (int i = 0; i < IDLE_READINGS; i++) {
      idle.add(server.reading().millis);
    }
    Path drive = Generator.drive(root, 1);
    Path gone = root.resolve("gone");
    Files.move(drive, gone);
    List<Double> planning = new ArrayList<>();
    try {
      Reading reading = server.reading();
      while (!reading.says("REPROTECT")) {
        if (reading.says("PLANNING")) {
          planning.add(reading.millis);
        }
        reading = server.reading();
      }
    } finally {
      // The blocks are not what their names say: nothing may be rebuilt from them.
      server.kill();
      Files.move(gone, drive);
    }
    add(", HTTP status idle", idle);
    add(", HTTP status planning", planning);
  }

  /** A plan may be over before anybody could ask; then there is nothing to tell. */
  private void add(String what, List<Double> millis) {
    if (!millis.isEmpty()) {
      figures.add(PART, name + what + ", median", subject, median(millis), "ms");
      figures.add(PART, name + what + ", p99", subject, p99(millis), "ms");
    }
  }

  private static double median(List<Double> values) {
    return percentile(values, 0.5);
  }

  private static double p99(List<Double> values) {
    return percentile(values, 0.99);
  }

  private static double percentile(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) ((sorted.size() - 1) * share));
  }

  private Running start() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-jar",
            jar.toAbsolutePath().toString(),
            "--data=" + root,
            "--listen=127.0.0.1:" + port,
            "--scrub-days=0"));
    for (int drive = 1; drive <= Shape.SMALL_DRIVE; drive++) {
      command.add("--drive=" + Generator.drive(root, drive));
    }
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("server.log").toFile())
            .start();
    Running server = new Running(process, URI.create("http://127.0.0.1:" + port + STATUS));
    server.awaitFirst(begun);
    return server;
  }

  /**
   * An answer.
   *
   * @param millis from the request to all of it
   */
  private record Reading(double millis, String body) {
    boolean says(String phase) {
      return body.contains('"' + phase + '"');
    }
  }

  private final class Running {
    private final Process process;
    private final HttpRequest status;
    private double startMillis;
    private double startCpuMillis;

    Running(Process process, URI uri) {
      this.process = process;
      this.status = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    }

    void awaitFirst(long begun) throws IOException, InterruptedException {
      while (process.isAlive()) {
        try {
          reading();
          startMillis = (System.nanoTime() - begun) / MILLION;
          startCpuMillis = cpuNanos() / MILLION;
          return;
        } catch (IOException e) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
      throw new IOException(
          "the server has ended: " + Files.readString(root.resolve("server.log")));
    }

    Reading reading() throws IOException, InterruptedException {
      long begun = System.nanoTime();
      HttpResponse<String> answer = client.send(status, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return new Reading((System.nanoTime() - begun) / MILLION, answer.body());
    }

    /** Waits until the process needs little of the processor. */
    void awaitQuiet() throws InterruptedException {
      long end = System.nanoTime() + LIMIT.toNanos();
      long before = cpuNanos();
      while (System.nanoTime() < end) {
        TimeUnit.SECONDS.sleep(1);
        long now = cpuNanos();
        if (now - before < TimeUnit.MILLISECONDS.toNanos(300)) {
          return;
        }
        before = now;
      }
    }

    private long cpuNanos() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}
