package io.restriper.cli.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.client.event.RestriperEvent;
import io.restriper.client.read.OpenEnum;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Something that has happened.
 *
 * @param time when
 * @param type what kind of thing, as the API names it
 * @param text in words
 * @param style how it is meant
 */
record News(OffsetDateTime time, String type, String text, Style style) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** An event that a server has told. */
  static News of(RestriperEvent event, Clock clock) {
    StringBuilder text =
        new StringBuilder(
            event.type().isKnown()
                ? event.type().text().replace('_', ' ')
                : Words.value(event.type()).text());
    if (!event.phase().is(RestriperPhase.NONE)) {
      text.append(' ').append(Words.value(event.phase()).text());
    }
    if (!event.code().isEmpty()) {
      text.append(' ').append(event.code());
    }
    if (!event.subject().isEmpty()) {
      text.append(' ').append(event.subject());
    }
    if (!event.message().isEmpty()) {
      text.append(": ").append(event.message());
    }
    OffsetDateTime time = event.time().orElseGet(() -> OffsetDateTime.now(clock));
    return new News(time, event.type().text(), text.toString(), style(event.type()));
  }

  /** Something that was seen from here. */
  static News seen(Clock clock, String type, String text, Style style) {
    return new News(OffsetDateTime.now(clock), type, text, style);
  }

  private static Style style(OpenEnum<RestriperEventType> type) {
    if (type.is(RestriperEventType.DRIVE_LOST)) {
      return Style.BAD;
    }
    return type.is(RestriperEventType.BLOCKED) || !type.isKnown() ? Style.WARN : Style.PLAIN;
  }

  /** A time of day, for the beginning of a line. */
  static String time(OffsetDateTime time, Clock clock) {
    return TIME.format(time.atZoneSameInstant(clock.getZone()));
  }

  Line line(Clock clock) {
    return Line.of(new Cell(time(time, clock) + "  ", Style.DIM), new Cell(text, style));
  }

  ObjectNode document() {
    return new Doc()
        .put("kind", "event")
        .put("time", time.toString())
        .put("type", type)
        .put("text", text)
        .node();
  }
}
