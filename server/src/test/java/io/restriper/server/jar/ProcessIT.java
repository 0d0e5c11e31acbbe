package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.server.jar.JarServer.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runnable jar as a process: starting, stopping, being killed. */
class ProcessIT {
  @TempDir Path directory;

  @Test
  void saysWhatToTryNext() throws IOException {
    try (JarServer server = JarServer.start(directory)) {
      await().atMost(JarServer.LIMIT).until(() -> server.output().contains("Stop it with"));
      assertThat(server.output())
          .contains("erasure-coded over 8 drives")
          .contains("curl -T - http://127.0.0.1:" + server.port() + "/v1/files/%2Fhello/data")
          .contains("rm -rf " + server.drive(3))
          .contains("curl http://127.0.0.1:" + server.port() + "/v1/cluster/protection");
      for (int drive = 1; drive <= 8; drive++) {
        assertThat(server.drive(drive)).isDirectory();
      }
      assertThat(server.stop()).isZero();
      assertThat(server.output()).contains("Stopped").doesNotContain("Exception");
      assertThat(server.output().lines()).noneMatch(line -> line.endsWith(" "));
    }
  }

  @Test
  void hasThePagesForPeopleInIt() throws IOException {
    try (JarServer server = JarServer.start(directory)) {
      for (String path :
          List.of("/", "/web/main.js", "/docs", "/docs/openapi.yaml", "/docs/swagger-ui.css")) {
        assertThat(server.ask(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(server.ask("/docs/swagger-ui-bundle.js").body()).hasSizeGreaterThan(1_000_000);
    }
  }

  @Test
  void losesNoAcknowledgedFileWhenItIsKilledWhileFilesAreWritten() throws Exception {
    Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try (JarServer server = JarServer.start(directory)) {
      AtomicInteger next = new AtomicInteger();
      for (int writer = 0; writer < 4; writer++) {
        writers.execute(() -> writeUntilItFails(server, next, acknowledged));
      }
      await().atMost(JarServer.LIMIT).until(() -> acknowledged.size() >= 40);
      server.kill();
      writers.shutdown();
      assertThat(writers.awaitTermination(JarServer.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    try (JarServer server = JarServer.start(directory)) {
      acknowledged.forEach((path, seed) -> assertThat(server.get(path)).isEqualTo(content(seed)));
      assertThat(server.status().get("data_at_risk").asBoolean()).isFalse();
    }
  }

  private static void writeUntilItFails(
      JarServer server, AtomicInteger next, Map<String, Integer> acknowledged) {
    try {
      while (true) {
        int seed = next.incrementAndGet();
        String path = "/dir" + seed % 7 + "/file" + seed;
        int answer = server.tryPut(path, BodyPublishers.ofByteArray(content(seed)));
        if (answer == 200) {
          acknowledged.put(path, seed);
        }
      }
    } catch (UncheckedIOException e) {
      // The server was killed, which is what this waits for.
      assertThat(acknowledged).isNotEmpty();
    }
  }

  private static byte[] content(int seed) {
    byte[] bytes = new byte[seed % 5 == 0 ? 5_000_000 : 1000 * seed];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void takesALargeFileInAndOutWithASmallHeap() throws IOException {
    long size = 640L << 20;
    try (JarServer server = JarServer.start(directory)) {
      int answer = server.tryPut("/large", BodyPublishers.ofInputStream(() -> new Generated(size)));
      assertThat(answer).isEqualTo(200);
      HttpResponse<InputStream> response =
          JarServer.send(
              server.request(JarServer.data("/large")).build(), BodyHandlers.ofInputStream());
      try (InputStream sent = response.body();
          InputStream expected = new Generated(size)) {
        byte[] chunk = new byte[1 << 16];
        long read = 0;
        for (int n = sent.read(chunk); n > 0; n = sent.read(chunk)) {
          assertThat(java.util.Arrays.mismatch(chunk, 0, n, expected.readNBytes(n), 0, n))
              .isEqualTo(-1);
          read += n;
        }
        assertThat(read).isEqualTo(size);
      }
    }
  }

  /** Bytes that are made as they are read, different from place to place. */
  private static final class Generated extends InputStream {
    private final long size;
    private long at;

    Generated(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at == size ? -1 : value(at++);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int part = (int) Math.min(length, size - at);
      for (int i = 0; i < part; i++) {
        target[offset + i] = (byte) value(at + i);
      }
      at += part;
      return part == 0 && length > 0 ? -1 : part;
    }

    private static int value(long position) {
      return (int) (position * 31 + (position >>> 13) * 17 + (position >>> 21)) & 0xFF;
    }
  }

  @Test
  void oneDataDirectoryIsForOneServer() throws IOException, InterruptedException {
    try (JarServer server = JarServer.start(directory)) {
      Ended second = JarServer.run(directory, "--listen", "127.0.0.1:" + JarServer.freePort());
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output())
          .contains("is in use by another server")
          .doesNotContain("Exception");
      Ended samePort =
          JarServer.run(directory, "--listen", "127.0.0.1:" + server.port(), "--data", "other");
      assertThat(samePort.exitCode()).isEqualTo(1);
      assertThat(samePort.output()).contains("cannot listen on").doesNotContain("Exception");
      assertThat(directory.resolve("other")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--listen, 0.0.0.0:8000",
    "--encoding, 4",
    "--encoding, 40+2",
    "--node-id, x",
    "--nonsense, 1",
    "--drive, d@x"
  })
  void refusesWrongSettings(String flag, String value) throws IOException, InterruptedException {
    Ended ended = JarServer.run(directory, flag, value);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains(flag).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(directory.resolve("restriper-data")).doesNotExist();
  }

  @Test
  void aLostCatalogIsMadeAnewFromTheDrives() throws IOException, InterruptedException {
    byte[] content = content(40);
    try (JarServer server = JarServer.start(directory)) {
      server.put("/a/kept", content);
      server.put("/a/replaced", content(3));
      server.put("/a/replaced", content);
      server.put("/a/deleted", content);
      JarServer.send(server.request("/v1/files/%2Fa%2Fdeleted").DELETE().build());
      server.stop();
    }
    LossOfDrivesIT.remove(directory.resolve("restriper-data").resolve("catalog"));
    Ended refused = JarServer.run(directory, "--listen", "127.0.0.1:" + JarServer.freePort());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("rebuild-catalog").doesNotContain("Exception");

    Ended rebuilt = JarServer.run(directory, "rebuild-catalog");
    assertThat(rebuilt.exitCode()).as(rebuilt.output()).isZero();
    try (JarServer server = JarServer.start(directory)) {
      assertThat(server.get("/a/kept")).isEqualTo(content);
      assertThat(server.get("/a/replaced")).isEqualTo(content);
      assertThat(server.json("/v1/files/%2Fa/entries/").get("child_count").asInt()).isEqualTo(2);
      assertThat(server.status().get("data_at_risk").asBoolean()).isFalse();
    }
  }

  @Test
  void tellsVersionAndHelp() throws IOException, InterruptedException {
    assertThat(JarServer.run(directory, "--version").output()).startsWith("Restriper ");
    Ended help = JarServer.run(directory, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).contains("--listen").contains("rebuild-catalog");
    assertThat(Files.exists(directory.resolve("restriper-data"))).isFalse();
  }
}
