package io.restriper.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.Happening;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.model.RestriperStatus;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String EPOCH = Long.toString(NOW.toEpochMilli());

  private final EventLog log = new EventLog(CLOCK, System::nanoTime, 3);
  private final EventStreams streams = new EventStreams(log, Duration.ofMillis(1));
  private final EventFrames frames = new EventFrames(Json.MAPPER, EventStreamTest::status, CLOCK);

  @Test
  void beginsForWhoIsNewWithTheStatusAndGoesOnWithWhatHappens() throws IOException {
    log.publish(Happening.driveLost("1:1", "before"));
    try (EventStream stream = streams.open(null, frames)) {
      assertThat(read(stream))
          .startsWith("retry: 2000\n\nid: " + EPOCH + "-1\nevent: reset\ndata: {")
          .contains("\"status\":{\"state\":\"RUNNING\",\"phase\":\"REPROTECT\"")
          .endsWith("}\n\n");
      log.publish(Happening.driveLost("1:3", "line\nbreak"));
      assertThat(read(stream))
          .isEqualTo(
              "id: "
                  + EPOCH
                  + "-2\nevent: drive_lost\ndata: {\"type\":\"drive_lost\",\"time\":"
                  + "\"2026-11-24T08:00:00Z\",\"run_id\":null,\"phase\":\"\","
                  + "\"percent_complete\":0.0,\"code\":\"\",\"subject\":\"1:3\","
                  + "\"message\":\"line\\nbreak\"}\n\n");
    }
  }

  @Test
  void goesOnAfterTheLastEventThatWasSeen() throws IOException {
    log.publish(Happening.driveLost("1:1", ""));
    log.publish(Happening.driveLost("1:2", ""));
    try (EventStream stream = streams.open(EPOCH + "-1", frames)) {
      assertThat(read(stream)).isEqualTo("retry: 2000\n\n");
      assertThat(read(stream)).startsWith("id: " + EPOCH + "-2\nevent: drive_lost\n");
    }
  }

  @Test
  void saysSoWhenEventsMayHaveBeenMissed() throws IOException {
    for (int i = 0; i < 4; i++) {
      log.publish(Happening.driveLost("1:1", ""));
    }
    for (String unknown : List.of(EPOCH + "-0", EPOCH + "-9", "17-1", "nonsense")) {
      try (EventStream stream = streams.open(unknown, frames)) {
        read(stream);
        assertThat(read(stream))
            .as(unknown)
            .startsWith("id: " + EPOCH + "-4\nevent: reset\n")
            .contains("Events may have been missed");
      }
    }
  }

  @Test
  void aReaderThatIsSlowerThanTheEventsIsToldSo() throws IOException {
    try (EventStream stream = streams.open(null, frames)) {
      read(stream);
      for (int i = 0; i < 4; i++) {
        log.publish(Happening.driveLost("1:1", ""));
      }
      assertThat(read(stream)).contains("event: reset").contains("Events may have been missed");
    }
  }

  @Test
  void saysThatThereIsNoNews() throws IOException {
    try (EventStream stream = streams.open(null, frames)) {
      read(stream);
      assertThat(read(stream)).isEqualTo(": no news\n\n");
    }
  }

  @Test
  void thereAreNoMoreStreamsThanTheBound() {
    List<EventStream> open = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST; i++) {
      open.add(streams.open(null, frames));
    }
    assertThatThrownBy(() -> streams.open(null, frames))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TOO_MANY_STREAMS));
    open.get(0).close();
    open.get(0).close();
    streams.open(null, frames).close();
    assertThat(streams.size()).isEqualTo(EventStreams.MOST - 1);
  }

  @Test
  void closingEndsAllStreamsAndAdmitsNoOther() throws IOException {
    EventStream stream = streams.open(null, frames);
    streams.close();
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(streams.size()).isZero();
    assertThatThrownBy(() -> streams.open(null, frames))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static RestriperStatus status() {
    return new RestriperStatus()
        .state(RestriperState.RUNNING)
        .phase(RestriperPhase.REPROTECT)
        .blockedReason("")
        .dataAtRisk(true)
        .elapsedSeconds(1.0)
        .percentComplete(2.0)
        .coordinatorNode(1);
  }

  private static String read(EventStream stream) throws IOException {
    byte[] buffer = new byte[8192];
    return new String(buffer, 0, stream.read(buffer), StandardCharsets.UTF_8);
  }
}
