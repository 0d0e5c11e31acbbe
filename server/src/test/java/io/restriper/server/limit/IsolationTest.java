package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.VolumePath;
import io.restriper.server.RestriperServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A flood of status reads does not hold up a rebuild, nor a rebuild a status read. */
@Timeout(300)
class IsolationTest {
  private static final int CLIENTS = 8;

  @TempDir private Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aRebuildComesToItsEndInAFloodOfStatusReads() throws Exception {
    try (Engine engine = start(FaultPoints.NONE);
        RestriperServer server = serve(engine)) {
      fill(engine);
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger answers = new AtomicInteger();
      AtomicReference<String> wrong = new AtomicReference<>();
      ExecutorService flood = Executors.newFixedThreadPool(CLIENTS);
      try {
        for (int i = 0; i < CLIENTS; i++) {
          flood.execute(
              () -> {
                while (!over.get() && wrong.get() == null) {
                  HttpResponse<String> answer = status(server);
                  if (answer.statusCode() != 200) {
                    wrong.set(answer.statusCode() + " " + answer.body());
                  }
                  answers.incrementAndGet();
                }
              });
        }
        Awaitility.await().until(() -> answers.get() > 10 * CLIENTS);
        assertThat(engine.status().state()).isEqualTo(RunState.NOT_STARTED);
        loseADrive();
        awaitRebuilt(engine);
        int atTheEnd = answers.get();
        Awaitility.await().until(() -> answers.get() > atTheEnd + CLIENTS);
      } finally {
        over.set(true);
        flood.shutdown();
        assertThat(flood.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(wrong.get()).isNull();
    }
  }

  @Test
  void aStatusIsToldWhileEveryTaskOfARebuildIsHeldUp() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    FaultPoints hold =
        (point, subject) -> {
          if (point == FaultPoints.Point.TASK_BEGUN) {
            begun.incrementAndGet();
            await(held);
          }
        };
    try (Engine engine = start(hold);
        RestriperServer server = serve(engine)) {
      try {
        fill(engine);
        loseADrive();
        Awaitility.await().until(() -> begun.get() > 0);
        for (int i = 0; i < 50; i++) {
          HttpResponse<String> answer = status(server);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).contains("\"RUNNING\"", "\"REPROTECT\"");
        }
      } finally {
        held.countDown();
      }
      awaitRebuilt(engine);
    }
  }

  private static void awaitRebuilt(Engine engine) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> engine.status().state() == RunState.FINISHED && !engine.status().dataAtRisk());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Engine start(FaultPoints faults) throws Exception {
    List<DriveSettings> drives =
        IntStream.rangeClosed(1, 7)
            .mapToObj(number -> new DriveSettings(directory.resolve("drive-" + number), 1))
            .toList();
    for (DriveSettings drive : drives) {
      Files.createDirectories(drive.path());
    }
    return Engine.start(
        new EngineSettings(directory.resolve("data"), "test", 1, new Encoding(4, 2), drives),
        EngineRuntime.real()
            .withFaults(faults)
            .withBlockSize(16 * 1024)
            .withLookInterval(Duration.ofMillis(20)));
  }

  private static RestriperServer serve(Engine engine) throws IOException {
    return RestriperServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), engine);
  }

  private static void fill(Engine engine) {
    for (int i = 0; i < 40; i++) {
      engine
          .files()
          .write(
              VolumePath.parse("/file-" + i),
              new ByteArrayInputStream(new byte[64 * 1024]),
              Optional.empty());
    }
  }

  private void loseADrive() throws IOException {
    Path drive = directory.resolve("drive-3");
    Path away = directory.resolve("away");
    Files.move(drive, away);
    try (Stream<Path> files = Files.walk(away)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private HttpResponse<String> status(RestriperServer server) {
    try {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create(server.uri() + "/v1/cluster/protection/restriper/status"))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
