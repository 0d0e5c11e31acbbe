package io.restriper.engine.event;

import java.time.Duration;
import java.util.List;

/**
 * Reads a log from a place on. One thread reads; any may close.
 *
 * <p>After a gap the reader is at the latest event: what a status that is asked for from then on
 * does not show yet, comes as an event.
 */
public final class EventReader implements AutoCloseable {
  private final EventLog log;
  private EventId place;
  private volatile boolean closed;

  EventReader(EventLog log, EventId place) {
    this.log = log;
    this.place = place;
  }

  /** The event up to which everything was read or given up. */
  public EventId place() {
    return place;
  }

  /** Whether it was closed. */
  public boolean closed() {
    return closed;
  }

  /**
   * Waits for events.
   *
   * @param timeout how long at most
   * @return without events and gap if the time is over or the reader was closed
   */
  public EventBatch await(Duration timeout) throws InterruptedException {
    EventBatch batch = log.await(this, timeout);
    List<RestriperEvent> events = batch.events();
    if (batch.gap()) {
      place = log.latest();
    } else if (!events.isEmpty()) {
      place = events.get(events.size() - 1).id();
    }
    return batch;
  }

  /** Ends a wait at once; every later one gives nothing. */
  @Override
  public void close() {
    closed = true;
    log.wake();
  }
}
