package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperProtocolException;
import io.restriper.client.event.EventStream;
import io.restriper.client.event.StreamEvent;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {
  private static final String PERCENT =
      """
      {"type": "%s", "time": "2026-11-24T08:30:15.5Z", "run_id": 17, "phase": "REPROTECT",
      "percent_complete": 37.5, "code": "", "subject": "", "message": ""}""";

  private final StandIn server = new StandIn();
  private final ManualWaiting waiting = new ManualWaiting();
  private final RestriperClient client =
      RestriperClient.builder(server.endpoint())
          .retryPolicy(RetryPolicy.none())
          .waiting(waiting)
          .token("secret")
          .build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void deliversTypedEvents() {
    server.answer(stream(event("1-1", "percent", PERCENT.formatted("percent"))));
    try (EventStream events = client.events(null)) {
      StreamEvent.Happened happened = happened(events);
      assertThat(happened.id()).isEqualTo("1-1");
      assertThat(happened.event().type().is(RestriperEventType.PERCENT)).isTrue();
      assertThat(happened.event().runId()).hasValue(17);
      assertThat(happened.event().phase().is(RestriperPhase.REPROTECT)).isTrue();
      assertThat(happened.event().percentComplete()).hasValue(37.5);
      assertThat(happened.event().unknowns().allUnderstood()).isTrue();
    }
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.path()).isEqualTo("/v1/cluster/protection/restriper/events");
    assertThat(asked.header("Accept")).isEqualTo("text/event-stream");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer secret");
    assertThat(asked.header("Last-event-id")).isEmpty();
  }

  @Test
  void aTypeFromTheFutureAndNonsenseSurviveAsUnknown() {
    server.answer(
        stream(
            event("1-1", "drive_polished", PERCENT.formatted("drive_polished"))
                + event("1-2", "percent", "no JSON")));
    try (EventStream events = client.events(null)) {
      StreamEvent.Happened future = happened(events);
      assertThat(future.event().type().isKnown()).isFalse();
      assertThat(future.event().type().text()).isEqualTo("drive_polished");
      assertThat(future.event().runId()).hasValue(17);
      assertThat(happened(events).event().unknowns().values()).hasSize(8);
    }
  }

  @Test
  void aResetCarriesTheStatus() {
    server.answer(
        stream(
            event(
                "1-1",
                "reset",
                """
                {"time": "2026-11-24T08:30:15Z", "message": "Why.", "status": {"state": "FINISHED",
                "phase": "", "blocked_reason": "", "data_at_risk": false, "elapsed_seconds": 0,
                "percent_complete": 0, "coordinator_node": 1}}""")));
    try (EventStream events = client.events(null)) {
      StreamEvent.Reset reset = (StreamEvent.Reset) events.next().orElseThrow();
      assertThat(reset.reset().status().isKnownToBeSafe()).isTrue();
      assertThat(reset.reset().message()).isEqualTo("Why.");
    }
  }

  @Test
  void comesAgainWhereItWasWhenTheConnectionIsLost() {
    server
        .answer(stream("retry: 3000\n\n" + event("1-1", "percent", PERCENT.formatted("percent"))))
        .breakOff()
        .error(503, "service_unavailable_error")
        .answer(stream(event("1-2", "percent", PERCENT.formatted("percent"))));
    try (EventStream events = client.events("1-0")) {
      assertThat(events.next().orElseThrow().id()).isEqualTo("1-1");
      assertThat(events.trouble()).isEmpty();
      assertThat(events.next().orElseThrow().id()).isEqualTo("1-2");
      assertThat(events.trouble()).isEmpty();
    }
    assertThat(server.asked())
        .extracting(asked -> asked.header("Last-event-id"))
        .containsExactly("1-0", "1-1", "1-1", "1-1");
    // The JDK repeats a request by itself if a connection that it had kept turns out to be closed.
    assertThat(waiting.pauses()).containsOnly(Duration.ofSeconds(3)).hasSizeBetween(2, 3);
  }

  @Test
  void beginsAnewAfterAnIdThatCannotBeSent() {
    server.answer(stream(event("\u20ac", "percent", PERCENT.formatted("percent"))));
    try (EventStream events = client.events(null)) {
      events.next();
      assertThat(events.next()).isPresent();
    }
    assertThat(server.asked().get(1).header("Last-event-id")).isEmpty();
  }

  @Test
  void saysSoWhenItIsNotWanted() {
    server
        .answer(stream(event("1-1", "percent", PERCENT.formatted("percent"))))
        .error(401, "http_unauthorized_error");
    try (EventStream events = client.events(null)) {
      events.next();
      assertThatThrownBy(events::next).isInstanceOf(RestriperApiException.class);
      assertThat(events.trouble()).containsInstanceOf(RestriperApiException.class);
    }
    assertThatThrownBy(() -> client.events(null)).isInstanceOf(RestriperApiException.class);
  }

  @Test
  void whatIsNoStreamOfEventsIsRefused() {
    server.json(200, "{}");
    assertThatThrownBy(() -> client.events(null)).isInstanceOf(RestriperProtocolException.class);
  }

  @Test
  void closingEndsAWait() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    EventStream events = client.events(null);
    CompletableFuture<Optional<StreamEvent>> next = CompletableFuture.supplyAsync(events::next);
    events.close();
    assertThat(next.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(events.next()).isEmpty();
    over.countDown();
  }

  private static StreamEvent.Happened happened(EventStream events) {
    return (StreamEvent.Happened) events.next().orElseThrow();
  }

  private static String event(String id, String name, String data) {
    String lines = data.lines().map(line -> "data: " + line + "\n").reduce("", String::concat);
    return ": a comment\nid: " + id + "\nevent: " + name + "\n" + lines + "\n";
  }

  private static HttpHandler stream(String text) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().close();
    };
  }
}
