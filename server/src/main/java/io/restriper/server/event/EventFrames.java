package io.restriper.server.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restriper.engine.event.EventId;
import io.restriper.engine.event.EventType;
import io.restriper.engine.event.Happening;
import io.restriper.engine.work.Phase;
import io.restriper.model.RestriperEvent;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperReset;
import io.restriper.model.RestriperStatus;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts events into the form of Server-Sent Events. Thread-safe. */
public final class EventFrames {
  /** How long a client should wait before it comes again, and a comment that means nothing. */
  static final byte[] BEGINNING = bytes("retry: 2000\n\n");

  static final byte[] HEARTBEAT = bytes(": no news\n\n");

  private final ObjectMapper json;
  private final Supplier<RestriperStatus> status;
  private final Clock clock;

  /** Most readers are at the same event. */
  private volatile Framed latest;

  private record Framed(EventId id, byte[] bytes) {}

  /**
   * Makes frames.
   *
   * @param json writes data, in one line
   * @param status asked for each reset; must not wait
   * @param clock for the time of a reset
   */
  public EventFrames(ObjectMapper json, Supplier<RestriperStatus> status, Clock clock) {
    this.json = json;
    this.status = status;
    this.clock = clock;
  }

  byte[] reset(EventId id, String message) {
    RestriperReset reset =
        new RestriperReset()
            .time(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .message(message)
            .status(status.get());
    return frame(id, "reset", reset);
  }

  /** The frame of an event; not to be changed, for all readers of an event get the same. */
  byte[] event(io.restriper.engine.event.RestriperEvent event) {
    Framed made = latest;
    if (made == null || !made.id().equals(event.id())) {
      made = new Framed(event.id(), make(event));
      latest = made;
    }
    return made.bytes();
  }

  private byte[] make(io.restriper.engine.event.RestriperEvent event) {
    Happening what = event.what();
    RestriperEventType type = type(what.type());
    RestriperEvent told =
        new RestriperEvent()
            .type(type)
            .time(event.at().atOffset(ZoneOffset.UTC))
            .runId(what.run().orElse(null))
            .phase(phase(what.phase()))
            .percentComplete(what.percentComplete())
            .code(what.code())
            .subject(what.subject())
            .message(what.message());
    return frame(event.id(), type.toString(), told);
  }

  private byte[] frame(EventId id, String name, Object data) {
    try {
      // JSON escapes line breaks, so the data is one line whatever is in it.
      String line = json.writeValueAsString(data);
      return bytes("id: " + id + "\nevent: " + name + "\ndata: " + line + "\n\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RestriperEventType type(EventType type) {
    return switch (type) {
      case RUN_STARTED -> RestriperEventType.RUN_STARTED;
      case PHASE_CHANGED -> RestriperEventType.PHASE_CHANGED;
      case PERCENT -> RestriperEventType.PERCENT;
      case BLOCKED -> RestriperEventType.BLOCKED;
      case UNBLOCKED -> RestriperEventType.UNBLOCKED;
      case DRIVE_LOST -> RestriperEventType.DRIVE_LOST;
      case DRIVE_BACK -> RestriperEventType.DRIVE_BACK;
      case FINISHED -> RestriperEventType.FINISHED;
    };
  }

  private static RestriperPhase phase(Optional<Phase> phase) {
    return phase.map(Phase::name).map(RestriperPhase::fromValue).orElse(RestriperPhase.NONE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
