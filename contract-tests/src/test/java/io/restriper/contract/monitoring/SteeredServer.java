package io.restriper.contract.monitoring;

import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.server.RestriperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A real server that has a ceiling, scrubs all the time, and can be held in the middle of a run.
 */
final class SteeredServer implements AutoCloseable {
  private static final int DRIVES = 7;
  private static final int BLOCK = 64 * 1024;

  /** Tasks that are done before a run is held. */
  private static final int TASKS = 2;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path directory;
  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicInteger tasks = new AtomicInteger();
  private final Engine engine;
  private final RestriperServer server;

  SteeredServer(Path directory) throws Exception {
    this.directory = directory;
    List<DriveSettings> drives =
        IntStream.rangeClosed(1, DRIVES)
            .mapToObj(number -> new DriveSettings(drive(number), 1))
            .toList();
    EngineSettings settings =
        new EngineSettings(
            directory.resolve("data"),
            "monitored",
            1,
            Encoding.parse("4+2"),
            drives,
            new EngineSettings.Upkeep(1L << 30, Duration.ofSeconds(3)));
    EngineRuntime runtime =
        EngineRuntime.real()
            .withFaults(this::hold)
            .withBlockSize(BLOCK)
            .withLookInterval(Duration.ofMillis(20));
    engine = Engine.start(settings, runtime);
    server =
        RestriperServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), engine);
  }

  private void hold(FaultPoints.Point point, Object subject) {
    if (point == FaultPoints.Point.TASK_BEGUN && tasks.incrementAndGet() > TASKS) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the run go on. */
  void release() {
    held.countDown();
  }

  private Path drive(int number) {
    return directory.resolve("drive-" + number);
  }

  void loseDrive(int number) throws IOException {
    Files.move(drive(number), directory.resolve("away-" + number));
  }

  /** What is answered, whatever the status. */
  String send(String method, String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  String get(String path, String... headers) throws Exception {
    return send("GET", path, new byte[0], headers);
  }

  @Override
  public void close() {
    release();
    server.close();
    engine.close();
  }
}
