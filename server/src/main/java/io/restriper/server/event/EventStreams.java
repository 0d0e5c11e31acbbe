package io.restriper.server.event;

import io.restriper.engine.event.EventId;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.EventReader;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.io.Content;

/**
 * The streams of events that are being sent; no more than a bound, as each occupies a thread.
 * Closing ends them all. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {
  /** How many streams there can be at a time if nothing else is said. */
  public static final int MOST = 32;

  /** After so long without an event a comment is sent. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** No log has an event of this ID. */
  private static final EventId NOWHERE = new EventId(-1, -1);

  private final EventLog log;
  private final Duration heartbeat;
  private final int most;
  private final EventFanOut fanOut;
  private final Set<EventStream> open = new HashSet<>();
  private boolean closed;

  /**
   * Streams of the events of a log.
   *
   * @param heartbeat after so long without an event a comment is sent
   */
  public EventStreams(EventLog log, Duration heartbeat) {
    this(log, heartbeat, MOST);
  }

  /**
   * Streams of the events of a log.
   *
   * @param heartbeat after so long without an event a comment is sent
   * @param most how many there can be at a time
   */
  public EventStreams(EventLog log, Duration heartbeat, int most) {
    this.log = log;
    this.heartbeat = heartbeat;
    this.most = most;
    this.fanOut = new EventFanOut(log, heartbeat);
  }

  /**
   * Begins a stream.
   *
   * @param lastEventId as the client sent it; null if it sent none
   * @throws ApiException if there are too many streams, or the server is stopping
   */
  EventStream open(String lastEventId, EventFrames frames) {
    boolean isNew = lastEventId == null || lastEventId.isBlank();
    EventId place = isNew ? log.latest() : EventId.parse(lastEventId.strip()).orElse(NOWHERE);
    EventReader reader = log.reader(place);
    synchronized (this) {
      if (closed) {
        throw new ApiException(
            ErrorKind.UNAVAILABLE, "The server is stopping. Try again in 5 seconds.");
      }
      if (open.size() >= most) {
        throw new ApiException(
            ErrorKind.TOO_MANY_STREAMS,
            "The server sends "
                + most
                + " streams of events, which is all it can. Close one, or read the status instead.");
      }
      EventStream[] made = new EventStream[1];
      made[0] = new EventStream(reader, frames, isNew, heartbeat, () -> forget(made[0]));
      open.add(made[0]);
      return made[0];
    }
  }

  /** Sends a stream until it is closed. */
  void send(EventStream stream, Content.Sink sink) throws IOException {
    fanOut.send(stream, sink);
  }

  /** How many streams there are. */
  public synchronized int size() {
    return open.size();
  }

  private synchronized void forget(EventStream stream) {
    open.remove(stream);
  }

  @Override
  public void close() {
    Set<EventStream> left;
    synchronized (this) {
      closed = true;
      left = Set.copyOf(open);
    }
    left.forEach(EventStream::close);
    fanOut.close();
  }
}
