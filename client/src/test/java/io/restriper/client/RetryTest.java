package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  private final StandIn server = new StandIn();
  private final ManualWaiting waiting = new ManualWaiting();
  private final RestriperClient client = client(server.endpoint());

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aReadIsRepeatedUntilTheServerIsAvailable() {
    server
        .error(503, "service_unavailable_error")
        .error(503, "service_unavailable_error")
        .json(200, "{\"cluster_name\": \"blue\"}");
    assertThat(client.settings().clusterName()).isEqualTo("blue");
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void theWaitGrowsUpToItsLimitWithFullJitter() {
    server.error(503, "service_unavailable_error");
    assertThatThrownBy(client::settings).isInstanceOf(RestriperApiException.class);
    assertThat(server.asked()).hasSize(5);
    // Half of 100, 200, 400 and then 500 ms at most, as the random number is a half each time.
    assertThat(waiting.pauses())
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 250L);
  }

  @Test
  void theServersWishToWaitIsHonouredWithinBounds() {
    for (String seconds : new String[] {"2", "86400", "soon"}) {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().set("Retry-After", seconds);
            StandIn.send(
                exchange,
                503,
                "application/json",
                "{\"error_class\": \"service_unavailable_error\"}");
          });
    }
    server.json(200, "{}");
    client.settings();
    assertThat(waiting.pauses())
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(200));
  }

  @Test
  void anUnavailableProxyThatAnswersWithAPageIsTriedAgain() {
    server
        .answer(exchange -> StandIn.send(exchange, 503, "text/html", "<html>down</html>"))
        .json(200, "{}");
    client.settings();
    assertThat(server.asked()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 405, 409, 412, 416, 429, 500, 507})
  void otherErrorsAreNotRepeated(int status) {
    server.error(status, "some_error");
    assertThatThrownBy(client::settings).isInstanceOf(RestriperApiException.class);
    assertThatThrownBy(() -> client.delete("/a")).isInstanceOf(RestriperApiException.class);
    assertThatThrownBy(() -> client.put("/a", new byte[1]))
        .isInstanceOf(RestriperApiException.class);
    assertThat(server.asked()).hasSize(3);
    assertThat(waiting.pauses()).isEmpty();
  }

  @Test
  void nonsenseIsNotRepeated() {
    server.answer(exchange -> StandIn.send(exchange, 200, "text/html", "<html>hello</html>"));
    assertThatThrownBy(client::settings).isInstanceOf(RestriperProtocolException.class);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aConnectionThatCannotBeMadeIsTriedAgain() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://localhost:" + socket.getLocalPort());
    }
    try (RestriperClient lonely = client(nobody)) {
      RestriperConnectionException failure =
          catchThrowableOfType(RestriperConnectionException.class, lonely::settings);
      assertThat(failure.kind()).isEqualTo(Kind.NOT_CONNECTED);
      assertThat(failure).hasMessageContaining(nobody.toString());
    }
    assertThat(waiting.pauses()).hasSize(4);
  }

  @Test
  void aWriteThatCanBeReadAgainIsRepeated() {
    server.error(503, "service_unavailable_error").breakOff().json(200, "{\"size\": \"3\"}");
    assertThat(client.put("/a", new byte[] {1, 2, 3}).size()).hasValue(3);
    assertThat(server.asked()).hasSize(3).allMatch(asked -> asked.body().length == 3);
    client.put("/a", FileSource.reopening(() -> new ByteArrayInputStream(new byte[5])));
    assertThat(server.asked().get(3).body()).hasSize(5);
  }

  @Test
  void aWriteFromAStreamIsNeverRepeated() {
    server.error(503, "service_unavailable_error");
    assertThatThrownBy(() -> client.put("/a", new ByteArrayInputStream(new byte[3])))
        .isInstanceOf(RestriperApiException.class);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aConditionalWriteIsRepeatedOnlyIfTheServerHasNotActedOnIt() {
    server.error(503, "service_unavailable_error").breakOff();
    assertThatThrownBy(() -> client.putIfMatch("/a", FileSource.of(new byte[3]), "\"1\""))
        .isInstanceOf(RestriperConnectionException.class)
        .extracting(e -> ((RestriperConnectionException) e).kind())
        .isEqualTo(Kind.BROKEN);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aDeleteWhoseAnswerWasLostSucceedsWhenTheFileIsGone() {
    server.breakOff().error(404, "fs_no_such_entry_error");
    client.delete("/a");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aDeleteThatCannotHaveHappenedFailsWhenThereIsNoFile() {
    server.error(503, "service_unavailable_error").error(404, "fs_no_such_entry_error");
    assertThatThrownBy(() -> client.delete("/a"))
        .isInstanceOf(RestriperApiException.class)
        .hasMessage("It went wrong. (404 fs_no_such_entry_error)");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aTruncatedAnswerIsAskedForAgain() {
    server
        .answer(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
            })
        .json(200, "{\"cluster_name\": \"blue\"}");
    assertThat(client.settings().clusterName()).isEqualTo("blue");
  }

  private RestriperClient client(URI endpoint) {
    return RestriperClient.builder(endpoint)
        .retryPolicy(
            new RetryPolicy(
                5, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(10)))
        .waiting(waiting)
        .random(() -> 0.5)
        .build();
  }
}
