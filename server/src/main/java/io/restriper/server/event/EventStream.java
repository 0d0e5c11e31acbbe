package io.restriper.server.event;

import io.restriper.engine.event.EventBatch;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.RestriperEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
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
  private volatile Runnable ended = () -> {};
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
      byte[] next = frames(reader.await(heartbeat));
      return next.length == 0 ? EventFrames.HEARTBEAT : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The stream of events was interrupted");
    }
  }

  /** What comes before all events. Instead of reading. */
  byte[] beginning() {
    byte[] rest = Arrays.copyOfRange(pending, position, pending.length);
    position = pending.length;
    return rest;
  }

  /** What has come since, at this instant; empty if nothing has. Instead of reading. */
  byte[] poll() throws InterruptedException {
    return frames(reader.await(Duration.ZERO));
  }

  private byte[] frames(EventBatch batch) {
    if (batch.gap()) {
      return frames.reset(reader.place(), MISSED);
    }
    if (batch.events().size() == 1) {
      return frames.event(batch.events().get(0));
    }
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    for (RestriperEvent event : batch.events()) {
      events.writeBytes(frames.event(event));
    }
    return events.toByteArray();
  }

  /** Whether it was closed. */
  boolean isClosed() {
    return reader.closed();
  }

  /** Has something done when it is closed, at once if it is. */
  void onClose(Runnable then) {
    ended = then;
    if (isClosed()) {
      then.run();
    }
  }

  @Override
  public void close() {
    reader.close();
    whenClosed.run();
    ended.run();
  }
}
