package io.restriper.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks as fast as the answers come, on many connections: wrk where it is installed, else Java. */
final class Load {
  private static final int CONNECTIONS = 32;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m)");

  private final boolean wrk;

  private Load(boolean wrk) {
    this.wrk = wrk;
  }

  static Load find() {
    try {
      new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().getInputStream().close();
      return new Load(true);
    } catch (IOException e) {
      return new Load(false);
    }
  }

  /** What it is called. */
  String name() {
    return wrk ? "wrk" : "the generator in Java";
  }

  /**
   * Asks for a while.
   *
   * @return how many answers came
   */
  long run(Running server, Duration time) throws IOException, InterruptedException {
    return wrk ? runWrk(server, time) : runJava(server.address(), time);
  }

  private static long runWrk(Running server, Duration time)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + time.toSeconds(),
                server.uri(Connection.PATH))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher requests = REQUESTS.matcher(output);
    if (process.waitFor() != 0 || !requests.find() || output.contains("Non-2xx")) {
      throw new IOException("wrk failed: " + output);
    }
    return Long.parseLong(requests.group(1));
  }

  private static long runJava(InetSocketAddress address, Duration time)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Callable<Long>> askers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        askers.add(() -> askUntil(end, address));
      }
      long answers = 0;
      for (Future<Long> asker : threads.invokeAll(askers)) {
        answers += asker.get();
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IOException("A connection failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long askUntil(long end, InetSocketAddress address) throws IOException {
    long answers = 0;
    try (Connection connection = new Connection(address)) {
      while (System.nanoTime() < end) {
        connection.ask();
        answers++;
      }
    }
    return answers;
  }
}
