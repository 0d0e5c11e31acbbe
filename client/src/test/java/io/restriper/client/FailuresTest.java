package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperInterruptedException;
import io.restriper.client.error.RestriperProtocolException;
import io.restriper.model.ErrorClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  private final StandIn server = new StandIn();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    done.countDown();
    server.close();
  }

  @Test
  void aDocumentedErrorCarriesAllThatTheServerSays() {
    server.json(
        409,
        """
        {"error_class": "fs_not_a_file_error", "description": "/a is a directory.\\nName a file.",
         "module": "files", "stack": [], "user_visible": true,
         "inner": {"error_class": "from_the_future", "description": "Inside."}}""");
    try (RestriperClient client = server.client()) {
      RestriperApiException e =
          catchThrowableOfType(RestriperApiException.class, () -> client.get("/a"));
      assertThat(e).hasMessage("/a is a directory. Name a file. (409 fs_not_a_file_error)");
      assertThat(e.status()).isEqualTo(409);
      assertThat(e.errorClass().known()).contains(ErrorClass.FS_NOT_A_FILE_ERROR);
      assertThat(e.description()).startsWith("/a is a directory.");
      assertThat(e.module()).isEqualTo("files");
      assertThat(e.details().inner().orElseThrow().errorClass().text())
          .isEqualTo("from_the_future");
    }
  }

  @Test
  void anErrorClassOfALaterReleaseIsStillAnError() {
    server.error(418, "from_the_future");
    try (RestriperClient client = server.client()) {
      RestriperApiException e = catchThrowableOfType(RestriperApiException.class, client::status);
      assertThat(e.errorClass().isKnown()).isFalse();
      assertThat(e.errorClass().text()).isEqualTo("from_the_future");
      assertThat(e.status()).isEqualTo(418);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 404, 500, 502})
  void aWebPageIsNonsenseAndNotShown(int status) {
    assertNonsense(
        exchange -> StandIn.send(exchange, status, "text/html; charset=utf-8", "<html>hi</html>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"a\": 1", "{} {}", "{\"a\":1,\"a\":2}", "7", "null"})
  void whatIsNotJsonIsNonsense(String body) {
    assertNonsense(exchange -> StandIn.send(exchange, 200, "application/json", body));
  }

  @Test
  void anErrorThatIsNotTheDocumentedOneIsNonsense() {
    assertNonsense(exchange -> StandIn.send(exchange, 404, "application/json", "{\"oops\": 1}"));
    assertNonsense(exchange -> StandIn.send(exchange, 404, "application/json", "[]"));
    assertNonsense(exchange -> StandIn.send(exchange, 404, "application/json", "not json"));
  }

  @Test
  void aListWhereAnObjectBelongsIsNonsense() {
    server.json(200, "[]").json(200, "{}");
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(client::status).isInstanceOf(RestriperProtocolException.class);
      assertThatThrownBy(client::slots).isInstanceOf(RestriperProtocolException.class);
    }
  }

  @Test
  void aWebPageIsNotTakenForAFile() {
    server.answer(exchange -> StandIn.send(exchange, 200, "text/html", "<html>hi</html>"));
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.get("/a")).isInstanceOf(RestriperProtocolException.class);
      assertThatThrownBy(() -> client.delete("/a")).isInstanceOf(RestriperProtocolException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n64\r\n",
        "Transfer-Encoding: chunked\r\n\r\n32\r\n",
      })
  void aFileThatBreaksOffIsAnErrorAndNotAnEnd(String head) throws IOException {
    try (RawServer raw = new RawServer("HTTP/1.1 200 OK\r\n" + head + "x".repeat(50));
        RestriperClient client = raw.client();
        FileDownload download = client.get("/a")) {
      assertThat(download.readNBytes(50)).hasSize(50);
      IOException e = catchThrowableOfType(IOException.class, download::read);
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              RestriperProtocolException.class, cause -> assertThat(cause.isTruncated()).isTrue());
    }
  }

  @Test
  void aFileWhoseEndCannotBeToldIsRefused() throws IOException {
    try (RawServer raw = new RawServer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(50));
        RestriperClient client = raw.client()) {
      assertThatThrownBy(() -> client.get("/a"))
          .isInstanceOf(RestriperProtocolException.class)
          .hasMessageContaining("does not tell where it ends");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-"})
  void whatIsNotHttpIsABrokenConnection(String answer) throws IOException {
    try (RawServer raw = new RawServer(answer);
        RestriperClient client = raw.client()) {
      RestriperConnectionException e =
          catchThrowableOfType(RestriperConnectionException.class, client::status);
      assertThat(e.kind()).isEqualTo(Kind.BROKEN);
    }
  }

  @Test
  void aSilentServerTimesOut() {
    server.answer(exchange -> await(done));
    try (RestriperClient client = impatient(Duration.ofMillis(100))) {
      assertTimesOut(client::status);
      assertTimesOut(() -> client.put("/a", new byte[1]));
    }
    // A timeout is not followed by another attempt.
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void anAnswerThatStopsInTheMiddleTimesOut() throws IOException {
    server.answer(
        exchange -> {
          boolean file = exchange.getRequestURI().toString().contains("files");
          exchange
              .getResponseHeaders()
              .set("Content-Type", file ? "application/octet-stream" : "application/json");
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await(done);
        });
    // Long enough for the beginning of the answer on a busy machine.
    try (RestriperClient client = impatient(Duration.ofSeconds(3));
        FileDownload download = client.get("/a")) {
      assertTimesOut(client::status);
      assertThat(download.read()).isEqualTo('{');
      assertThatThrownBy(download::read)
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(RestriperConnectionException.class);
    }
  }

  @Test
  void aSourceThatFailsNeverPassesForOneThatHasEnded() throws IOException {
    server.json(200, "{}");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    InputStream first = new ByteArrayInputStream(new byte[100_000]);
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.put("/a", new SequenceInputStream(first, broken)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the disk is gone");
      assertThatThrownBy(() -> client.put("/a", Path.of("there", "is", "no", "such", "file")))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {99, 101, 0, 200_000})
  void aSourceOfAnotherLengthThanToldFails(long told) {
    server.json(200, "{}");
    FileSource source = FileSource.once(new ByteArrayInputStream(new byte[100]), told);
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.put("/a", source)).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void closingEndsACallThatWaits() throws Exception {
    server.answer(
        exchange -> {
          asked.countDown();
          await(done);
        });
    RestriperClient client = server.client();
    FutureTask<RestriperException> call =
        new FutureTask<>(() -> catchThrowableOfType(RestriperException.class, client::status));
    new Thread(call).start();
    asked.await();
    client.close();
    client.close();
    assertThat(call.get())
        .isInstanceOfSatisfying(
            RestriperConnectionException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    assertThatThrownBy(client::status).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingEndsTheWaitForTheNextAttempt() throws Exception {
    server.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "86400");
          StandIn.send(
              exchange,
              503,
              "application/json",
              "{\"error_class\": \"service_unavailable_error\"}");
          asked.countDown();
        });
    RestriperClient client =
        RestriperClient.builder(server.endpoint())
            .retryPolicy(new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
            .build();
    FutureTask<RestriperException> call =
        new FutureTask<>(() -> catchThrowableOfType(RestriperException.class, client::status));
    new Thread(call).start();
    asked.await();
    client.close();
    assertThat(call.get())
        .isInstanceOfSatisfying(
            RestriperConnectionException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
  }

  @Test
  void anInterruptEndsACallAndStaysSet() throws Exception {
    server.answer(
        exchange -> {
          asked.countDown();
          await(done);
        });
    try (RestriperClient client = server.client()) {
      FutureTask<Boolean> call =
          new FutureTask<>(
              () -> {
                assertThatThrownBy(client::status)
                    .isInstanceOf(RestriperInterruptedException.class);
                return Thread.currentThread().isInterrupted();
              });
      Thread thread = new Thread(call);
      thread.start();
      asked.await();
      thread.interrupt();
      assertThat(call.get()).isTrue();
    }
  }

  private void assertNonsense(HttpHandler answer) {
    try (StandIn other = new StandIn().answer(answer);
        RestriperClient client = other.client()) {
      RestriperProtocolException e =
          catchThrowableOfType(RestriperProtocolException.class, client::status);
      assertThat(e.getMessage()).doesNotContain("<html>").doesNotContain("\n");
      assertThat(e.isTruncated()).isFalse();
    }
  }

  private static void assertTimesOut(Runnable call) {
    RestriperConnectionException e =
        catchThrowableOfType(RestriperConnectionException.class, call::run);
    assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
  }

  private RestriperClient impatient(Duration patience) {
    return RestriperClient.builder(server.endpoint()).requestTimeout(patience).build();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
