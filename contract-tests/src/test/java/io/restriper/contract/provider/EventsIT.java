package io.restriper.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.client.RestriperClient;
import io.restriper.client.event.EventStream;
import io.restriper.client.event.RestriperEvent;
import io.restriper.client.event.StreamEvent;
import io.restriper.contract.spec.SpecResponses;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.testing.RestriperExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The stream of events, between the real client and the real server over a real volume. It stands
 * in for interactions of a pact, which sees only how a stream begins.
 */
@Timeout(300)
class EventsIT {
  @RegisterExtension final RestriperExtension restriper = new RestriperExtension();

  private static final SpecResponses SPEC = SpecResponses.load();
  private static final String PATH = "/v1/cluster/protection/restriper/events";

  private RestriperClient client;

  @BeforeEach
  void store() {
    client = restriper.fill().client();
  }

  @Test
  void aLossIsToldFromTheDriveToTheEndOfTheRunAndAgainToWhoComesLater() throws Exception {
    List<StreamEvent.Happened> told;
    try (EventStream events = client.events(null)) {
      assertThat(events.next().orElseThrow())
          .isInstanceOfSatisfying(
              StreamEvent.Reset.class,
              reset -> {
                assertThat(reset.reset().status().isKnownToBeSafe()).isTrue();
                assertThat(reset.reset().status().state().is(RestriperState.NOT_STARTED)).isTrue();
              });
      restriper.loseDrive(1);
      told = until(events, RestriperEventType.FINISHED);
    }
    assertThat(told)
        .extracting(happened -> happened.event().type().known().orElseThrow())
        .startsWith(
            RestriperEventType.DRIVE_LOST,
            RestriperEventType.RUN_STARTED,
            RestriperEventType.PHASE_CHANGED)
        .endsWith(RestriperEventType.FINISHED);
    RestriperEvent lost = told.get(0).event();
    assertThat(lost.subject()).isEqualTo("1:1");
    assertThat(lost.runId()).isEmpty();
    assertThat(told.stream().map(StreamEvent.Happened::event))
        .anySatisfy(event -> assertThat(event.phase().is(RestriperPhase.REPROTECT)).isTrue());
    RestriperEvent finished = told.get(told.size() - 1).event();
    assertThat(finished.runId()).hasValue(1);
    assertThat(finished.message()).isEmpty();

    for (int seen = 0; seen < told.size() - 1; seen++) {
      try (EventStream later = client.events(told.get(seen).id())) {
        assertThat(until(later, RestriperEventType.FINISHED))
            .isEqualTo(told.subList(seen + 1, told.size()));
      }
    }
  }

  @Test
  void whatIsBlockedIsToldAndWhatIsNotAnyMore() throws Exception {
    try (EventStream events = client.events(null)) {
      events.next();
      restriper.block();
      List<StreamEvent.Happened> told = until(events, RestriperEventType.BLOCKED);
      RestriperEvent blocked = told.get(told.size() - 1).event();
      assertThat(blocked.code()).isEqualTo("NOT_ENOUGH_DRIVES");
      assertThat(blocked.message()).isNotBlank();
      restriper.unblock();
      told = until(events, RestriperEventType.UNBLOCKED);
      assertThat(told.get(told.size() - 1).event().code()).isEqualTo("NOT_ENOUGH_DRIVES");
      assertThat(told)
          .anySatisfy(
              happened -> {
                assertThat(happened.event().type().is(RestriperEventType.DRIVE_BACK)).isTrue();
                assertThat(happened.event().subject()).isEqualTo("1:6");
              });
    }
  }

  @Test
  void whoComesFromBeforeARestartIsToldSo() throws Exception {
    String seen;
    try (EventStream events = client.events(null)) {
      seen = events.next().orElseThrow().id();
    }
    restriper.restart();
    try (EventStream events = client.events(seen)) {
      StreamEvent first = events.next().orElseThrow();
      assertThat(first).isInstanceOf(StreamEvent.Reset.class);
      assertThat(first.id()).isNotEqualTo(seen);
    }
  }

  @Test
  void everyEventIsAsSpecified() throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(restriper.uri() + PATH)).build(),
                BodyHandlers.ofInputStream());
    restriper.loseDrive(1);
    Set<RestriperEventType> types = EnumSet.noneOf(RestriperEventType.class);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      while (!types.contains(RestriperEventType.FINISHED)) {
        String line = lines.readLine();
        text.append(line).append('\n');
        if (line.startsWith("event: ") && !line.endsWith("reset")) {
          types.add(RestriperEventType.fromValue(line.substring(7)));
        }
      }
      text.append(lines.readLine()).append("\n\n");
      assertThat(violations(answer, text.toString())).isEmpty();
      assertThat(violations(answer, text.toString().replace("run_id", "run"))).isNotEmpty();
    }
  }

  private static List<String> violations(HttpResponse<?> answer, String body) {
    return SPEC.violations(
        new SpecResponses.Answer(
            "GET",
            PATH,
            answer.statusCode(),
            name -> answer.headers().firstValue(name),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<StreamEvent.Happened> until(EventStream events, RestriperEventType last)
      throws IOException {
    List<StreamEvent.Happened> told = new ArrayList<>();
    do {
      StreamEvent event = events.next().orElseThrow();
      assertThat(event).as("events without a gap").isInstanceOf(StreamEvent.Happened.class);
      told.add((StreamEvent.Happened) event);
      assertThat(told.get(told.size() - 1).event().unknowns().allUnderstood()).isTrue();
    } while (!told.get(told.size() - 1).event().type().is(last));
    return told;
  }
}
