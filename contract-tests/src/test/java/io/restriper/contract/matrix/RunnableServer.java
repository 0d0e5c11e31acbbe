package io.restriper.contract.matrix;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The runnable server of this build in a process of its own, on which a run has finished. */
final class RunnableServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Process process;
  private final URI uri;

  private RunnableServer(Path directory, Process process, URI uri) {
    this.directory = directory;
    this.process = process;
    this.uri = uri;
  }

  static RunnableServer start() throws IOException {
    Path directory = Files.createTempDirectory("matrix");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-jar",
                System.getProperty("restriper.server.jar"),
                "--listen",
                "127.0.0.1:" + port)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    RunnableServer server =
        new RunnableServer(directory, process, URI.create("http://127.0.0.1:" + port));
    try {
      server.awaitStatus("\"NOT_STARTED\"");
      server.loseADriveAndHeal();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  URI uri() {
    return uri;
  }

  String version() {
    try {
      return JSON.readTree(get("/v1/version")).get("revision_id").asText().split(" ")[1];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void loseADriveAndHeal() throws IOException {
    send(
        HttpRequest.newBuilder(uri.resolve("/v1/files/%2Fmatrix/data"))
            .PUT(BodyPublishers.ofByteArray(new byte[1 << 20]))
            .build());
    delete(directory.resolve("restriper-data").resolve("drive-3"));
    awaitStatus("\"FINISHED\"");
  }

  private void awaitStatus(String part) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> get(STATUS).contains(part) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("The server has ended, its log is in " + directory);
    }
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(uri.resolve(path)).build());
  }

  private String send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    await().atMost(LIMIT).until(() -> !process.isAlive());
    delete(directory);
  }
}
