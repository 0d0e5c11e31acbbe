package io.restriper.client.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Events of the restriper as they happen. To be closed. One thread reads; any may close or look at
 * {@link #trouble()}.
 *
 * <p>When the connection is lost it is made again, for as long as that may help, and the stream
 * goes on where it was: nothing is missed, or a {@link StreamEvent.Reset} tells that something may
 * have been. While there is no connection nothing comes: a program that must not take silence for
 * good news looks at {@link #trouble()}.
 */
public final class EventStream implements AutoCloseable {
  private static final String RESET = "reset";
  private static final String SENDABLE = "[!-~]{1,1000}";
  private static final int STATUS_OK = 200;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventConnection connection;
  private SseReader reader;
  private String lastId;
  private Duration pause = PAUSE;
  private int failures;
  private volatile InputStream input;
  private volatile RestriperException trouble;
  private volatile boolean closed;

  /**
   * A stream that is connected. For the client itself.
   *
   * @param connection makes the connection again
   * @param input the first answer; it is taken over
   * @param lastEventId what was sent to get it; empty for nothing
   */
  public EventStream(EventConnection connection, InputStream input, String lastEventId) {
    this.connection = connection;
    this.lastId = lastEventId;
    this.input = input;
    this.reader = new SseReader(input, lastEventId);
  }

  /**
   * Waits for the next event.
   *
   * @return the event; empty if the stream was closed
   * @throws RestriperException if the server is not there for this client any more, for example
   *     because it does not accept the token; the stream may be asked again later
   */
  public Optional<StreamEvent> next() {
    while (!closed) {
      RestriperException failure;
      try {
        Optional<StreamEvent> event = read();
        if (event.isPresent()) {
          failures = 0;
          trouble = null;
          return event;
        }
        failure =
            new RestriperProtocolException(
                STATUS_OK, true, "The server has ended the stream of events.", null);
      } catch (IOException e) {
        failure =
            e.getCause() instanceof RestriperException known
                ? known
                : new RestriperConnectionException(
                    Kind.BROKEN, "The stream of events broke off: " + e.getMessage(), e);
      } catch (RestriperException e) {
        failure = e;
      }
      lost(failure);
    }
    return Optional.empty();
  }

  /**
   * Why there is no connection at this time.
   *
   * @return the last failure, until something comes again; empty if all is well
   */
  public Optional<RestriperException> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Ends the stream: who waits in {@link #next()} gets nothing, at the latest after a pause. */
  @Override
  public void close() {
    closed = true;
    closeInput();
  }

  /** Empty at the end of an answer. */
  private Optional<StreamEvent> read() throws IOException {
    if (reader == null) {
      connect();
    }
    Optional<SseReader.Message> message = reader.next();
    lastId = reader.lastId();
    pause = reader.retry().map(EventStream::bounded).orElse(pause);
    return message.map(some -> event(lastId, some));
  }

  private void connect() {
    // Without an ID that can be sent the server begins with a reset, so nothing is left out unseen.
    input = connection.open(lastId.matches(SENDABLE) ? lastId : null);
    reader = new SseReader(input, lastId);
    if (closed) {
      closeInput();
    }
  }

  private void lost(RestriperException failure) {
    reader = null;
    closeInput();
    if (closed) {
      return;
    }
    trouble = failure;
    failures++;
    connection.pause(failures, pause, failure);
  }

  private void closeInput() {
    InputStream open = input;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        trouble =
            new RestriperConnectionException(
                Kind.BROKEN, "The stream of events could not be closed: " + e.getMessage(), e);
      }
    }
  }

  private static StreamEvent event(String id, SseReader.Message message) {
    JsonNode json = json(message.data());
    return message.name().equals(RESET)
        ? new StreamEvent.Reset(id, StreamReset.read(json))
        : new StreamEvent.Happened(id, RestriperEvent.read(json));
  }

  /** Of what is no JSON, every field is unknown. */
  private static JsonNode json(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Duration bounded(Duration asked) {
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }
}
