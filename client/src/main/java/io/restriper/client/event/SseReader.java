package io.restriper.client.event;

import io.restriper.client.error.RestriperProtocolException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads Server-Sent Events, as section 9.2 of the HTML standard says. Not thread-safe; any thread
 * may close the input.
 */
final class SseReader {
  /** What is longer than this is no event of a server that this client is for, in bytes. */
  private static final int LONGEST = 1 << 20;

  private static final int STATUS_OK = 200;

  private final InputStream input;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String lastId;
  private String name = "";
  private Optional<Duration> retry = Optional.empty();
  private boolean afterReturn;
  private boolean first = true;

  /** One event. */
  record Message(String name, String data) {}

  /**
   * A reader.
   *
   * @param input in UTF-8
   * @param lastId the last ID that came before, empty for none
   */
  SseReader(InputStream input, String lastId) {
    this.input = new BufferedInputStream(input);
    this.lastId = lastId;
  }

  /** The ID that the last event had, or that came with nothing else. */
  String lastId() {
    return lastId;
  }

  /** How long the server wants a client to wait before it comes again, if it said so. */
  Optional<Duration> retry() {
    return retry;
  }

  /** The next event; empty if the stream has ended. One that is not complete then is dropped. */
  Optional<Message> next() throws IOException {
    String id = lastId;
    name = "";
    data.setLength(0);
    while (readLine()) {
      String text = line.toString(StandardCharsets.UTF_8);
      if (first && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      first = false;
      if (text.isEmpty()) {
        lastId = id;
        if (data.length() > 0) {
          // The line feed after the last line is not part of the data.
          return Optional.of(
              new Message(name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1)));
        }
        name = "";
      } else {
        id = field(text, id);
      }
    }
    return Optional.empty();
  }

  private String field(String text, String id) throws IOException {
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "event" -> name = value;
      case "data" -> append(value);
      case "id" -> {
        return value.indexOf('\0') < 0 ? value : id;
      }
      case "retry" -> {
        if (value.matches("[0-9]{1,9}")) {
          retry = Optional.of(Duration.ofMillis(Long.parseLong(value)));
        }
      }
      default -> {
        // A comment, whose field is empty, or a field of a later standard: both are passed over.
      }
    }
    return id;
  }

  private void append(String value) throws IOException {
    if (data.length() + value.length() > LONGEST) {
      throw tooLong();
    }
    data.append(value).append('\n');
  }

  /** Reads a line, which may end in CR, LF or both; false at the end of the input. */
  private boolean readLine() throws IOException {
    line.reset();
    for (int next = input.read(); next >= 0; next = input.read()) {
      boolean second = afterReturn && next == '\n';
      afterReturn = next == '\r';
      if (second) {
        continue;
      }
      if (next == '\n' || next == '\r') {
        return true;
      }
      if (line.size() == LONGEST) {
        throw tooLong();
      }
      line.write(next);
    }
    return false;
  }

  private static IOException tooLong() {
    String message = "The server sent an event of more than " + LONGEST + " bytes.";
    return new IOException(
        message, new RestriperProtocolException(STATUS_OK, false, message, null));
  }
}
