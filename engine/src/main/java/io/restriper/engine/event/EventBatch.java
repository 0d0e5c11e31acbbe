package io.restriper.engine.event;

import java.util.List;

/**
 * What a reader gets.
 *
 * @param gap whether events between the reader's place and the first of these, or the reader's next
 *     place if there are none, are not known any more or never were known to this log
 * @param events in the order of their IDs; may be empty
 */
public record EventBatch(boolean gap, List<RestriperEvent> events) {
  static final EventBatch NOTHING = new EventBatch(false, List.of());

  public EventBatch {
    events = List.copyOf(events);
  }
}
