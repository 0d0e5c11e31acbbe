package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The runnable jar in a process of its own, as a user starts it. */
final class JarServer implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path directory;
  private final Path output;
  private final int port;

  private JarServer(Process process, Path directory, Path output, int port) {
    this.process = process;
    this.directory = directory;
    this.output = output;
    this.port = port;
  }

  /** Starts the jar in a directory, with a heap of 128 MiB, and waits until it answers. */
  static JarServer start(Path directory, String... arguments) throws IOException {
    return start(jar(), directory, arguments);
  }

  /** Starts a server by a command of its own in a directory, and waits until it answers. */
  static JarServer start(List<String> command, Path directory, String... arguments)
      throws IOException {
    int port = freePort();
    List<String> more = new ArrayList<>(List.of("--listen", "127.0.0.1:" + port));
    more.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "server", ".log");
    Process process = launch(command, directory, output, more);
    JarServer server = new JarServer(process, directory, output, port);
    await().atMost(LIMIT).until(() -> server.answers() || !process.isAlive());
    assertThat(process.isAlive()).as(server.output()).isTrue();
    return server;
  }

  /** Runs the jar until it ends by itself. */
  static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(jar(), directory, arguments);
  }

  /** Runs a command of its own until it ends by itself. */
  static Ended run(List<String> command, Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "run", ".log");
    Process process = launch(command, directory, output, List.of(arguments));
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  /** How a process ended. */
  record Ended(int exitCode, String output) {}

  private static List<String> jar() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-jar",
        System.getProperty("restriper.server.jar"));
  }

  private static Process launch(
      List<String> command, Path directory, Path output, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return new ProcessBuilder(all)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      return send(request("/v1/version").build()).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path drive(int number) {
    return directory.resolve("restriper-data").resolve("drive-" + number);
  }

  HttpResponse<byte[]> ask(String path) {
    return send(request(path).build());
  }

  JsonNode json(String path) {
    HttpResponse<byte[]> response = ask(path);
    assertThat(response.statusCode()).isEqualTo(200);
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode status() {
    return json("/v1/cluster/protection/restriper/status");
  }

  /** The ID of the newest run that has finished; 0 if there is none. */
  long newestRun() {
    for (JsonNode run : json("/v1/cluster/protection/restriper/runs/?limit=10").get("runs")) {
      if (run.get("state").asText().equals("FINISHED")) {
        return run.get("id").asLong();
      }
    }
    return 0;
  }

  void put(String path, byte[] content) {
    assertThat(tryPut(path, BodyPublishers.ofByteArray(content))).isEqualTo(200);
  }

  int tryPut(String path, BodyPublisher content) {
    return send(request(data(path)).PUT(content).build()).statusCode();
  }

  byte[] get(String path) {
    HttpResponse<byte[]> response = send(request(data(path)).build());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LIMIT);
  }

  static String data(String path) {
    return "/v1/files/" + path.replace("/", "%2F") + "/data";
  }

  static HttpResponse<byte[]> send(HttpRequest request) {
    return send(request, BodyHandlers.ofByteArray());
  }

  static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends it a signal, for example {@code HUP}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    await().atMost(LIMIT).until(() -> !process.isAlive());
  }

  /** {@code kill}: asks it to stop, and gives its exit code. */
  int stop() {
    process.destroy();
    await().atMost(LIMIT).until(() -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
