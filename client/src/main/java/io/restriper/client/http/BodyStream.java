package io.restriper.client.http;

import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperInterruptedException;
import io.restriper.client.error.RestriperProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The body of an answer, taken from the connection as it is read. The JDK's own stream of a body
 * waits for ever when the server falls silent; this one does not. One thread reads; any may close.
 *
 * <p>What fails is an {@code IOException} whose cause is the {@link RestriperException} that tells
 * what happened.
 */
public final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {

  private enum Mark {
    END,
    CLOSED
  }

  private final String request;
  private final int status;
  private final Duration patience;
  private final Consumer<BodyStream> whenOver;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
  private volatile Subscription subscription;
  private volatile boolean closed;
  private boolean ended;
  private long deadline;
  private boolean hasDeadline;

  BodyStream(String request, int status, Duration patience, Consumer<BodyStream> whenOver) {
    this.request = request;
    this.status = status;
    this.patience = patience;
    this.whenOver = whenOver;
  }

  /** From here on the whole body has to come within a time, not each part of it. */
  void mustEndWithin(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
    hasDeadline = true;
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    if (closed) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    arrived.add(item);
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(failure);
  }

  @Override
  public void onComplete() {
    arrived.add(Mark.END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = current();
    if (buffer == null) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  @Override
  public int available() {
    ByteBuffer buffer = buffers.peek();
    return buffer == null || closed ? 0 : buffer.remaining();
  }

  @Override
  public void close() {
    closed = true;
    whenOver.accept(this);
    Subscription taken = subscription;
    if (taken != null) {
      taken.cancel();
    }
    arrived.add(Mark.CLOSED);
  }

  /** The buffer with the next byte, or null at the end. */
  private ByteBuffer current() throws IOException {
    while (!closed) {
      while (!buffers.isEmpty() && !buffers.peek().hasRemaining()) {
        buffers.poll();
      }
      if (!buffers.isEmpty()) {
        return buffers.peek();
      }
      if (ended) {
        return null;
      }
      take();
    }
    throw failed(
        new RestriperConnectionException(
            Kind.CLOSED, "The answer of " + request + " was closed.", null));
  }

  private void take() throws IOException {
    Object next = poll();
    if (next instanceof List<?> parts) {
      parts.forEach(part -> buffers.add((ByteBuffer) part));
      subscription.request(1);
    } else if (next == Mark.END) {
      ended = true;
      whenOver.accept(this);
    } else if (next instanceof Throwable failure) {
      close();
      throw failed(
          new RestriperProtocolException(
              status, true, "The answer of " + request + " broke off before its end.", failure));
    } else if (next == null) {
      close();
      throw failed(
          new RestriperConnectionException(
              Kind.TIMED_OUT,
              "The answer of " + request + " did not go on within " + patience + ".",
              null));
    }
  }

  private Object poll() throws IOException {
    long nanos = hasDeadline ? deadline - System.nanoTime() : patience.toNanos();
    try {
      return arrived.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw failed(
          new RestriperInterruptedException(
              "Reading the answer of " + request + " was interrupted.", e));
    }
  }

  private static IOException failed(RestriperException failure) {
    return new IOException(failure.getMessage(), failure);
  }
}
