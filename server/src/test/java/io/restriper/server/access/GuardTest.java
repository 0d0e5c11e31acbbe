package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.server.Served;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.http.DeafClients;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.limit.Admission;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What comes of a request besides its answer. */
@Timeout(120)
class GuardTest {
  private static final String FILE = "/v1/files/%2Fa%20b/data";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Logger logger = (Logger) LoggerFactory.getLogger(Audit.LOGGER);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Given observer = Given.of(1, Role.OBSERVER);
  private final Given writer = Given.of(2, Role.WRITER);
  private final Access access =
      Access.of(Optional.of(new Tokens(List.of(observer.token(), writer.token()))));
  private Served served;

  @BeforeEach
  void start() throws IOException {
    log.start();
    logger.addAppender(log);
    served = new Served(access);
  }

  @AfterEach
  void stop() {
    served.close();
    logger.detachAppender(log);
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private int put(Given given) throws IOException, InterruptedException {
    return served
        .put(
            FILE,
            "content",
            "Authorization",
            given.bearer(),
            "Content-Type",
            "application/octet-stream")
        .statusCode();
  }

  @Test
  void whoChangedWhatIsWrittenDownAndNoToken() throws Exception {
    assertThat(put(writer)).isEqualTo(200);
    assertThat(put(observer)).isEqualTo(403);
    assertThat(served.get(FILE, "Authorization", "Bearer guess").statusCode()).isEqualTo(401);
    assertThat(served.get(FILE, "Authorization", writer.bearer()).statusCode()).isEqualTo(200);
    assertThat(served.get("/v1/version").statusCode()).isEqualTo(200);

    String tail = " method=METHOD path=" + FILE + " status=";
    await().atMost(LIMIT).until(() -> lines().size() >= 3);
    assertThat(lines())
        .containsExactly(
            "token=00000002 name=of-writer role=writer remote=127.0.0.1 operation=putFileData"
                + tail.replace("METHOD", "PUT")
                + 200,
            "token=00000001 name=of-observer role=observer remote=127.0.0.1 operation=putFileData"
                + tail.replace("METHOD", "PUT")
                + 403,
            "token=- name=- role=- remote=127.0.0.1 operation=-"
                + tail.replace("METHOD", "GET")
                + 401);
  }

  @Test
  void aWriteThatBreaksOffIsWrittenDownToo() throws Exception {
    try (Socket socket = new Socket(served.uri().getHost(), served.uri().getPort())) {
      String head =
          "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 9\r\n"
              .formatted(FILE, writer.bearer());
      socket
          .getOutputStream()
          .write(
              (head + "Content-Type: application/octet-stream\r\n\r\nhalf")
                  .getBytes(StandardCharsets.US_ASCII));
    }
    await().atMost(LIMIT).until(() -> lines().size() == 1);
    assertThat(lines().get(0)).contains("token=00000002", "method=PUT").doesNotContain("=200 ");
  }

  @Test
  void whatIsRefusedHasChangedNothing() throws Exception {
    assertThat(put(observer)).isEqualTo(403);
    assertThat(served.get(FILE, "Authorization", writer.bearer()).statusCode()).isEqualTo(404);
  }

  @Test
  void aStreamOfEventsEndsWhenItsTokenIsRevoked() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.uri() + "/v1/cluster/protection/restriper/events"))
            .header("Authorization", observer.bearer())
            .build();
    HttpResponse<InputStream> stream = served.stream(request);
    assertThat(stream.statusCode()).isEqualTo(200);
    try (InputStream in = stream.body()) {
      assertThat(in.read()).isPositive();
      access.accept(new Tokens(List.of(writer.token())));
      served.tellSomething();
      assertThat(hasEnded(in)).isTrue();
    }
    assertThat(served.stream(request).statusCode()).isEqualTo(401);
  }

  /**
   * Each of more clients than there are threads sends as much as the server takes, and reads
   * nothing.
   */
  @Test
  void whoReadsNoRefusalTakesNoThread() throws Exception {
    served.close();
    Limits few =
        Limits.DEFAULTS
            .with(Limit.REQUESTS, 2)
            .with(Limit.FILE_REQUESTS, 1)
            .with(Limit.WRITES, 1)
            .with(Limit.EVENT_STREAMS, 1)
            // So that nobody is helped by the end of a connection.
            .with(Limit.IDLE_TIME, 3600);
    served = new Served(new HttpOptions(Optional.empty(), few).with(access));
    try (DeafClients deaf =
        new DeafClients(served.uri(), Admission.threads(few) + 10, "GET /metrics HTTP/1.1")) {
      deaf.askUntilNothingIsTaken();
      assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(served.get("/metrics", "Authorization", observer.bearer()).statusCode())
          .isEqualTo(200);
    }
  }

  private static boolean hasEnded(InputStream in) {
    try {
      in.readAllBytes();
      return true;
    } catch (IOException brokenOff) {
      return true;
    }
  }
}
