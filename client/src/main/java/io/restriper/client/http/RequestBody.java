package io.restriper.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A body read from a stream as the connection takes it, so that one buffer of it is in memory.
 *
 * <p>The JDK's publisher of a stream is not used: it takes a stream that fails for one that has
 * ended, and a server would store the half of a file as if it were the whole.
 */
public final class RequestBody {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream stream;
  private final OptionalLong length;
  private final LongSupplier nanoTime;
  private volatile boolean reading;
  private volatile long lastProgress;

  /**
   * A body that is sent once.
   *
   * @param stream the bytes; whoever opened it closes it
   * @param length how many they are; empty if not known, which makes the body chunked
   */
  public RequestBody(InputStream stream, OptionalLong length) {
    this.stream = Objects.requireNonNull(stream, "stream");
    this.length = length;
    this.nanoTime = System::nanoTime;
    this.lastProgress = nanoTime.getAsLong();
  }

  BodyPublisher publisher() {
    if (length.isPresent() && length.getAsLong() == 0) {
      // The JDK's client does not ask for a body of no bytes, so nobody else would notice more.
      try {
        if (stream.read() >= 0) {
          throw new EOFException("there are more bytes than 0");
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
      return BodyPublishers.noBody();
    }
    return new Publisher();
  }

  private static SourceException unreadable(IOException e) {
    return new SourceException("The bytes to write could not be read: " + e.getMessage(), e);
  }

  /** When the connection took bytes last; a source that is slow does not count as a stall. */
  long lastProgressNanos() {
    return reading ? nanoTime.getAsLong() : lastProgress;
  }

  private final class Publisher implements BodyPublisher {

    @Override
    public long contentLength() {
      return length.orElse(-1);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(new Reading(subscriber));
    }
  }

  private final class Reading implements Subscription {

    private final Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean over;
    private long sent;

    Reading(Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        fail(new IllegalArgumentException("A demand is positive, not " + n + "."));
        return;
      }
      lastProgress = nanoTime.getAsLong();
      // A subscriber asks again from within onNext: only the outermost call reads.
      if (demand.getAndAdd(n) == 0) {
        do {
          next();
        } while (demand.decrementAndGet() > 0);
      }
    }

    @Override
    public void cancel() {
      over = true;
    }

    private void next() {
      if (over) {
        return;
      }
      ByteBuffer buffer;
      try {
        buffer = read();
      } catch (IOException e) {
        fail(unreadable(e));
        return;
      } catch (RuntimeException | Error e) {
        fail(e);
        return;
      }
      if (buffer == null) {
        over = true;
        subscriber.onComplete();
      } else {
        subscriber.onNext(buffer);
      }
    }

    private ByteBuffer read() throws IOException {
      byte[] bytes = new byte[BUFFER_BYTES];
      int count;
      reading = true;
      try {
        count = stream.read(bytes, 0, bytes.length);
        while (count == 0) {
          count = stream.read(bytes, 0, bytes.length);
        }
      } finally {
        lastProgress = nanoTime.getAsLong();
        reading = false;
      }
      sent += Math.max(count, 0);
      if (length.isPresent() && (count < 0 ? sent < length.getAsLong() : exceeds())) {
        throw new EOFException(
            "there are "
                + (count < 0 ? "only " + sent + " of " : "more than ")
                + length.getAsLong()
                + " bytes");
      }
      return count < 0 ? null : ByteBuffer.wrap(bytes, 0, count);
    }

    private boolean exceeds() {
      return sent > length.getAsLong();
    }

    private void fail(Throwable failure) {
      over = true;
      subscriber.onError(failure);
    }
  }
}
