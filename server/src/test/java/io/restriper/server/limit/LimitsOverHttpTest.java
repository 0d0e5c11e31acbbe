package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.volume.VolumeException;
import io.restriper.server.Served;
import io.restriper.server.http.HttpOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client is told that is beyond a limit, and what is left of what it began. */
@Timeout(120)
class LimitsOverHttpTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String FILE = "/v1/files/%2Ff/data";

  private final AtomicLong jump = new AtomicLong();
  private final AtomicLong time = new AtomicLong();
  private Served served;

  @AfterEach
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  private void start(Limits limits) throws IOException {
    served =
        new Served(new HttpOptions(Optional.empty(), limits, () -> time.addAndGet(jump.get())));
  }

  private static byte[] head(String line, String... fields) {
    return (line + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", fields) + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A connection on which a PUT has begun: the server waits for its body. One that was answered a
   * moment ago may not have given back yet what it took.
   */
  private Socket beginPut(String file, String length) {
    return Awaitility.await().until(() -> tryPut(file, length), Optional::isPresent).orElseThrow();
  }

  private Optional<Socket> tryPut(String file, String length) throws IOException {
    Socket socket = served.connect();
    socket
        .getOutputStream()
        .write(head("PUT /v1/files/" + file + "/data", length, "Expect: 100-continue"));
    byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    if (new String(socket.getInputStream().readNBytes(goOn.length)).startsWith("HTTP/1.1 100")) {
      return Optional.of(socket);
    }
    socket.close();
    return Optional.empty();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What comes until some words have come, or the connection ends. */
  private static String upTo(Socket socket, String words) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0 && read.indexOf(words) < 0; next = in.read()) {
      read.append((char) next);
    }
    return read.toString();
  }

  private static void assertBusy(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Served.json(answer).path("error_class").asText())
        .isEqualTo("service_unavailable_error");
    assertThat(Served.json(answer).path("description").asText()).contains("Try again");
  }

  @Test
  void transfersThatTakeAllThatIsTheirsLeaveStatusHealthAndMetricsAlone() throws Exception {
    start(
        Limits.DEFAULTS.with(Limit.REQUESTS, 5).with(Limit.FILE_REQUESTS, 4).with(Limit.WRITES, 2));
    served.files.endlessSize = Optional.of(1L << 40);
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 1; i <= 4; i++) {
        Socket reader = served.connect();
        readers.add(reader);
        reader.getOutputStream().write(head("GET " + FILE));
        int open = i;
        Awaitility.await().until(() -> served.files.open.get() == open);
      }
      for (int i = 0; i < 20; i++) {
        assertThat(served.get(STATUS).statusCode()).isEqualTo(200);
        assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(served.get("/").statusCode()).isEqualTo(200);
      }
      assertBusy(served.get(FILE));
      assertBusy(served.get("/v1/files/%2F/entries/"));
      // In whatever way the path is written.
      assertBusy(served.get("/v1/%66iles/%2Ff/data"));
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
    Awaitility.await().until(() -> served.files.open.get() == 0);
    Awaitility.await().until(() -> served.get("/v1/files/%2F/entries/").statusCode() == 200);
  }

  @Test
  void writesAreRefusedBeyondTheirLimitAndReadsAreNot() throws Exception {
    start(Limits.DEFAULTS.with(Limit.WRITES, 2));
    served.put("/v1/files/%2Fthere/data", "x");
    try (Socket first = beginPut("%2Fa", "Content-Length: 1");
        Socket second = beginPut("%2Fb", "Content-Length: 1")) {
      assertBusy(served.put(FILE, "x"));
      assertBusy(served.send("DELETE", "/v1/files/%2Fthere", BodyPublishers.noBody()));
      assertThat(served.get("/v1/files/%2Fthere/data").statusCode()).isEqualTo(200);

      first.getOutputStream().write('1');
      assertThat(new String(first.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
      Awaitility.await().until(() -> served.put(FILE, "x").statusCode() == 200);
      second.getOutputStream().write('2');
      assertThat(new String(second.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
    }
    assertThat(served.files.bytes("/b")).asString().isEqualTo("2");
  }

  @Test
  void whatIsAnsweredTakesNothingForGood() throws Exception {
    start(
        Limits.DEFAULTS.with(Limit.REQUESTS, 2).with(Limit.FILE_REQUESTS, 1).with(Limit.WRITES, 1));
    for (int i = 0; i < 10; i++) {
      assertThat(served.get("/v1/files/%2Fnone/data").statusCode()).isEqualTo(404);
      assertThat(served.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(served.put("/v1/files/%2F..%2Fx/data", "x").statusCode()).isEqualTo(400);
      assertThat(served.put(FILE, "x").statusCode()).isEqualTo(200);
      assertThat(served.send("BREW", FILE, BodyPublishers.noBody()).statusCode()).isEqualTo(405);
      served.files.failure = Optional.of(new IllegalStateException("a mistake"));
      assertThat(served.get(FILE).statusCode()).isEqualTo(500);
      served.files.failure = Optional.empty();
    }
  }

  @Test
  void aRefusalReachesAClientThatIsSending() throws Exception {
    start(Limits.DEFAULTS.with(Limit.WRITES, 1));
    try (Socket first = beginPut("%2Fa", "Content-Length: 1")) {
      byte[] large = new byte[5_000_000];
      assertBusy(served.send("PUT", FILE, BodyPublishers.ofByteArray(large)));
      first.getOutputStream().write('1');
      assertThat(new String(first.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void aHeadThatIsTooLongIsRefused() throws Exception {
    start(Limits.DEFAULTS.with(Limit.REQUEST_HEAD, 8 << 10));
    assertThat(served.get(STATUS, "X-Long", "x".repeat(7000)).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> fields = served.get(STATUS, "X-Long", "x".repeat(9000));
    assertThat(fields.statusCode()).isEqualTo(431);
    assertThat(Served.json(fields).path("error_class").asText())
        .isEqualTo("http_bad_request_error");
    HttpResponse<byte[]> line = served.get(STATUS + "?" + "x".repeat(9000));
    assertThat(line.statusCode()).isEqualTo(414);
    assertThat(Served.json(line).path("error_class").asText()).isEqualTo("http_bad_request_error");
  }

  @Test
  void aFileThatSaysThatItIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    start(Limits.DEFAULTS.with(Limit.FILE_SIZE, 4));
    assertThat(served.put(FILE, "1234").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> refused = served.put(FILE, "12345");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(Served.json(refused).path("error_class").asText())
        .isEqualTo("http_bad_request_error");
    assertThat(Served.json(refused).path("description").asText()).contains("4 bytes");
    assertThat(served.files.bytes("/f")).asString().isEqualTo("1234");
    String answer =
        served.raw(new String(head("PUT " + FILE, "Content-Length: 5", "Expect: 100-continue")));
    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  @Test
  void aFileThatTurnsOutTooLargeLeavesNothing() throws Exception {
    start(Limits.DEFAULTS.with(Limit.FILE_SIZE, 4));
    String chunks = "3\r\n123\r\n2\r\n45\r\n0\r\n\r\n";
    String answer =
        served.raw(
            new String(head("PUT " + FILE, "Transfer-Encoding: chunked", "Connection: close"))
                + chunks);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("http_bad_request_error", "4 bytes");
    assertThatThrownBy(() -> served.files.bytes("/f")).isInstanceOf(VolumeException.class);
  }

  @Test
  void pathsBeyondTheirLimitsAreNotWrittenAndCanBeRead() throws Exception {
    start(Limits.DEFAULTS.with(Limit.PATH_DEPTH, 2).with(Limit.PATH_LENGTH, 16));
    assertThat(served.put("/v1/files/%2Fa%2Fb/data", "x").statusCode()).isEqualTo(200);
    for (String path : List.of("%2Fa%2Fc%2Fd", "%2F" + "x".repeat(16))) {
      HttpResponse<byte[]> refused = served.put("/v1/files/" + path + "/data", "x");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(Served.json(refused).path("error_class").asText())
          .isEqualTo("fs_invalid_path_error");
      assertThat(served.get("/v1/files/" + path + "/data").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aSlowSenderIsToldSoAndLeavesNothing() throws Exception {
    start(Limits.DEFAULTS);
    try (Socket socket = beginPut("%2Ff", "Content-Length: 100")) {
      // From now on an hour passes whenever somebody looks at the clock.
      jump.set(TimeUnit.HOURS.toNanos(1));
      socket.getOutputStream().write('1');
      // Not to the end of the connection, which goes on for as long as the rest of the body may
      // take.
      String answer = upTo(socket, "Nothing was written");
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("http_bad_request_error", "too slowly", "Nothing was written");
    }
    assertThatThrownBy(() -> served.files.bytes("/f")).isInstanceOf(VolumeException.class);
  }

  @Test
  void aSlowReaderLosesItsConnection() throws Exception {
    start(Limits.DEFAULTS);
    // An hour passes whenever somebody looks at the clock, so also when bytes have to wait.
    jump.set(TimeUnit.HOURS.toNanos(1));
    served.files.endlessSize = Optional.of(1L << 40);
    try (Socket socket = served.connect()) {
      socket.getOutputStream().write(head("GET " + FILE));
      assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
      Awaitility.await().atMost(50, TimeUnit.SECONDS).until(() -> served.files.open.get() == 0);
    }
  }

  @Test
  void streamsOfEventsBeyondTheirLimitAreRefused() throws Exception {
    start(Limits.DEFAULTS.with(Limit.EVENT_STREAMS, 2));
    String events = "/v1/cluster/protection/restriper/events";
    try (Socket first = served.connect();
        Socket second = served.connect()) {
      for (Socket socket : List.of(first, second)) {
        socket.getOutputStream().write(head("GET " + events));
        assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
      }
      HttpResponse<byte[]> refused = served.get(events);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Served.json(refused).path("error_class").asText())
          .isEqualTo("cluster_too_many_streams_error");
    }
  }

  @Test
  void aConnectionBeyondTheLimitWaitsUntilOneEnds() throws Exception {
    start(Limits.DEFAULTS.with(Limit.CONNECTIONS, 16));
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        open.add(ask(served.connect()));
      }
      try (Socket waiting = served.connect()) {
        waiting.setSoTimeout(200);
        waiting.getOutputStream().write(head("GET /healthz"));
        assertThatThrownBy(() -> waiting.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        open.remove(0).close();
        waiting.setSoTimeout(60_000);
        assertThat(new String(waiting.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static Socket ask(Socket socket) throws IOException {
    socket.getOutputStream().write(head("GET /healthz"));
    assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
    return socket;
  }
}
