package io.restriper.server.event;

import io.restriper.engine.event.EventBatch;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.RestriperEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;

/**
 * The bytes of one stream of events, which ends when it is closed. A read waits until there is
 * something to send, and gives whole events only if there is room for them. One thread reads; any
 * may close.
 */
final class EventStream extends InputStream {
  private static final String MISSED =
      "Events may have been missed, because the server was started again or they are too long ago.";
  private static final String NEW = "No Last-Event-ID was sent.";

  private final EventReader reader;
  private final EventFrames frames;
  private final Duration heartbeat;
  private final Runnable whenClosed;
  private byte[] pending;
  private int position;

  /**
   * A stream.
   *
   * @param reader is where the client was, or at the latest event if the client is new
   * @param isNew whether the client has to learn of the status before anything else
   * @param heartbeat after so long without an event a comment is sent
   * @param whenClosed called when the stream is closed, maybe more than once
   */
  EventStream(
      EventReader reader,
      EventFrames frames,
      boolean isNew,
      Duration heartbeat,
      Runnable whenClosed) {
    this.reader = reader;
    this.frames = frames;
    this.heartbeat = heartbeat;
    this.whenClosed = whenClosed;
    ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    beginning.writeBytes(EventFrames.BEGINNING);
    if (isNew) {
      beginning.writeBytes(frames.reset(reader.place(), NEW));
    }
    this.pending = beginning.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == pending.length && !reader.closed()) {
      pending = next();
      position = 0;
    }
    if (reader.closed()) {
      return -1;
    }
    int count = Math.min(length, pending.length - position);
    System.arraycopy(pending, position, target, offset, count);
    position += count;
    return count;
  }

  private byte[] next() throws IOException {
    try {
      EventBatch batch = reader.await(heartbeat);
      if (batch.gap()) {
        return frames.reset(reader.place(), MISSED);
      }
      if (batch.events().isEmpty()) {
        return EventFrames.HEARTBEAT;
      }
      ByteArrayOutputStream events = new ByteArrayOutputStream();
      for (RestriperEvent event : batch.events()) {
        events.writeBytes(frames.event(event));
      }
      return events.toByteArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The stream of events was interrupted");
    }
  }

  @Override
  public void close() {
    reader.close();
    whenClosed.run();
  }
}
