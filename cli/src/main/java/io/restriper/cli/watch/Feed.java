package io.restriper.cli.watch;

import io.restriper.cli.base.Told;
import io.restriper.cli.terminal.Style;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperException;
import io.restriper.client.event.EventStream;
import io.restriper.client.event.StreamEvent;
import io.restriper.model.RestriperEventType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The events that a server tells, taken by a thread of its own. To be closed. Thread-safe. */
final class Feed implements AutoCloseable {
  private final EventStream stream;
  private final Clock clock;
  private final BlockingQueue<News> queue = new LinkedBlockingQueue<>();
  private volatile boolean live = true;
  private boolean begun;

  private Feed(EventStream stream, Clock clock) {
    this.stream = stream;
    this.clock = clock;
  }

  /**
   * Begins to hear of events.
   *
   * @return empty if the server does not tell any
   * @throws RestriperException if it should, and does not
   */
  static Optional<Feed> open(RestriperClient client, Clock clock) {
    try {
      return Optional.of(new Feed(client.events(null), clock).start());
    } catch (RestriperException e) {
      if (Told.isAbsence(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Feed start() {
    Thread thread = new Thread(this::read, "events");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void read() {
    try {
      Optional<StreamEvent> event = stream.next();
      while (event.isPresent()) {
        take(event.get());
        event = stream.next();
      }
    } catch (RestriperException e) {
      queue.add(
          News.seen(
              clock, "events_lost", "events are not told any more: " + e.getMessage(), Style.WARN));
    }
    live = false;
  }

  private void take(StreamEvent event) {
    if (event instanceof StreamEvent.Happened happened) {
      // Progress is what the bars are for.
      if (!happened.event().type().is(RestriperEventType.PERCENT)) {
        queue.add(News.of(happened.event(), clock));
      }
    } else if (event instanceof StreamEvent.Reset reset && begun) {
      String text = "events may be missing: " + reset.reset().message();
      queue.add(News.seen(clock, "reset", text, Style.WARN));
    }
    begun = true;
  }

  /** Whether events are heard of. */
  boolean isLive() {
    return live;
  }

  /** What has happened since this was called last. */
  List<News> drain() {
    List<News> news = new ArrayList<>();
    queue.drainTo(news);
    return news;
  }

  @Override
  public void close() {
    stream.close();
  }
}
