package io.restriper.server.event;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.EventReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * Sends events to all streams from one thread: to wake a thread for each would take more time than
 * all else. It never waits for a reader. One that is slow gets nothing until it has taken in what
 * was sent, and then is told what it has missed. Thread-safe.
 */
final class EventFanOut implements AutoCloseable {
  private final EventReader news;
  private final Duration heartbeat;
  private final Set<Sending> all = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean started = new AtomicBoolean();

  EventFanOut(EventLog log, Duration heartbeat) {
    this.news = log.reader(log.latest());
    this.heartbeat = heartbeat;
  }

  /**
   * Sends a stream until it is closed.
   *
   * @param sink takes one write at a time
   * @throws IOException if something cannot be sent
   */
  void send(EventStream stream, Content.Sink sink) throws IOException {
    if (!started.getAndSet(true)) {
      Thread thread = new Thread(this::run, "events");
      thread.setDaemon(true);
      thread.start();
    }
    Sending sending = new Sending(stream, sink);
    stream.onClose(sending::goOn);
    all.add(sending);
    try {
      sending.goOn();
      sending.ended.get();
    } catch (ExecutionException e) {
      throw new IOException("A stream of events broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("A stream of events was interrupted", e);
    } finally {
      all.remove(sending);
    }
  }

  private void run() {
    try {
      Duration wait = heartbeat;
      while (!news.closed()) {
        news.await(wait);
        long now = System.nanoTime();
        long next = heartbeat.toNanos();
        for (Sending sending : all) {
          next = Math.min(next, sending.goOn(now));
        }
        wait = Duration.ofNanos(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    news.close();
  }

  /** A stream on its way; one write at a time, by whatever thread finds that there is one to do. */
  private final class Sending implements Callback {
    private final EventStream stream;
    private final Content.Sink sink;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long lastSent = System.nanoTime();
    private boolean pending;
    private boolean busy;

    Sending(EventStream stream, Content.Sink sink) {
      this.stream = stream;
      this.sink = sink;
    }

    void goOn() {
      goOn(System.nanoTime());
    }

    /** Sends what there is, and returns after how many nanoseconds a heartbeat is due. */
    synchronized long goOn(long now) {
      if (busy) {
        return heartbeat.toNanos();
      }
      busy = true;
      try {
        while (!pending && !ended.isDone()) {
          if (stream.isClosed()) {
            ended.complete(null);
            break;
          }
          byte[] next = stream.poll();
          if (next.length == 0) {
            long left = heartbeat.toNanos() - (now - lastSent);
            if (left > 0) {
              return left;
            }
            next = EventFrames.HEARTBEAT;
          }
          lastSent = now;
          pending = true;
          sink.write(false, ByteBuffer.wrap(next), this);
        }
        return heartbeat.toNanos();
      } catch (InterruptedException | RuntimeException e) {
        ended.completeExceptionally(e);
        return heartbeat.toNanos();
      } finally {
        busy = false;
      }
    }

    @Override
    public synchronized void succeeded() {
      pending = false;
      goOn();
    }

    @Override
    public void failed(Throwable failure) {
      ended.completeExceptionally(failure);
    }
  }
}
