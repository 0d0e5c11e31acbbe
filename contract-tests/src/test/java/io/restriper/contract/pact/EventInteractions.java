package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.PactDslRootValue;
import io.restriper.client.event.EventStream;
import io.restriper.client.event.StreamEvent;
import java.util.List;

/**
 * How a stream of events begins. What comes after it is for tests with a real server: a pact knows
 * an answer only as a whole, and the verification cuts the stream off after its first event.
 */
final class EventInteractions {
  private static final String PATH = "/v1/cluster/protection/restriper/events";
  private static final String RESET =
      "retry: 2000\n\n"
          + "id: 1795509015123-41\n"
          + "event: reset\n"
          + "data: {\"time\":\"2026-11-24T08:30:15.123456789Z\",\"message\":\"No events yet.\","
          + "\"status\":{\"state\":\"NOT_STARTED\",\"phase\":\"\",\"blocked_reason\":\"\","
          + "\"data_at_risk\":false,\"elapsed_seconds\":0.0,\"percent_complete\":0.0,"
          + "\"coordinator_node\":1}}\n\n";
  private static final String RESET_PATTERN =
      "(?s)retry: \\d+\\n\\nid: [!-~]+\\nevent: reset\\ndata: \\{\"time\":\"[^\"]+\","
          + "\"message\":\"[^\"]+\",\"status\":\\{\"state\":\"NOT_STARTED\",\"phase\":\"\","
          + "\"blocked_reason\":\"\",\"data_at_risk\":false,\"elapsed_seconds\":0(\\.0)?,"
          + "\"percent_complete\":0(\\.0)?,\"coordinator_node\":\\d+\\}\\}\\n\\n";

  private EventInteractions() {}

  static List<Interaction> all() {
    return List.of(fresh(), unknown());
  }

  private static Interaction fresh() {
    return new Interaction(
        "getRestriperEvents",
        "a stream of events that begins with the status",
        States.NEW_VOLUME,
        request -> request.method("GET").path(PATH).header("Accept", "text/event-stream"),
        response ->
            response
                .status(200)
                .header("Content-Type", "text/event-stream")
                .body(PactDslRootValue.stringMatcher(RESET_PATTERN, RESET)),
        client -> {
          try (EventStream events = client.events(null)) {
            check(events);
          }
        });
  }

  private static Interaction unknown() {
    return new Interaction(
        "getRestriperEvents",
        "a stream of events after one that the server does not know",
        States.NEW_VOLUME,
        request -> request.method("GET").path(PATH).header("Last-Event-ID", "17-4"),
        response ->
            response
                .status(200)
                .header("Content-Type", "text/event-stream")
                .body(PactDslRootValue.stringMatcher(RESET_PATTERN, RESET)),
        client -> {
          try (EventStream events = client.events("17-4")) {
            check(events);
          }
        });
  }

  private static void check(EventStream events) {
    StreamEvent.Reset reset = (StreamEvent.Reset) events.next().orElseThrow();
    assertThat(reset.id()).isEqualTo("1795509015123-41");
    assertThat(reset.reset().unknowns().allUnderstood()).isTrue();
    assertThat(reset.reset().status().isKnownToBeSafe()).isTrue();
  }
}
