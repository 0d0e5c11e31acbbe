package io.restriper.cli.watch;

import io.restriper.cli.base.Outage;
import io.restriper.cli.base.Ticker;
import io.restriper.cli.base.Told;
import io.restriper.cli.cluster.Facts;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperException;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a server again and again, and shows what it finds. Not thread-safe. */
final class Watcher {
  private final RestriperClient client;
  private final Optional<Feed> feed;
  private final Screen screen;
  private final Ticker ticker;
  private final Changes changes;
  private final Pace pace = new Pace();
  private Optional<Look> last = Optional.empty();

  /** Watches a server; without a feed of events it sees what has changed between two looks. */
  Watcher(RestriperClient client, Optional<Feed> feed, Screen screen, Ticker ticker, Clock clock) {
    this.client = client;
    this.feed = feed;
    this.screen = screen;
    this.ticker = ticker;
    this.changes = new Changes(clock);
  }

  /**
   * Watches until the ticker ends it.
   *
   * @throws RestriperException if the server cannot be reached at the first look, or refuses to
   *     answer later
   */
  void watch(Duration interval) throws InterruptedException {
    boolean goOn = true;
    while (goOn) {
      try {
        Look look = look();
        screen.show(news(Optional.of(look.status())), look);
        last = Optional.of(look);
      } catch (RestriperException e) {
        if (last.isEmpty() || !Outage.is(e)) {
          throw e;
        }
        pace.forget();
        screen.showOutage(news(Optional.empty()), e.getMessage(), last);
      }
      goOn = ticker.pause(interval);
    }
  }

  private List<News> news(Optional<ClusterStatus> status) {
    List<News> seen = status.map(changes::upTo).orElse(List.of());
    List<News> news = new ArrayList<>(feed.map(Feed::drain).orElse(List.of()));
    if (feed.isEmpty() || !feed.get().isLive()) {
      news.addAll(seen);
    }
    return news;
  }

  private Look look() {
    ClusterStatus status = Facts.status(client);
    pace.add(status, ticker.nanoTime());
    // A server that has no runs is not asked for them again and again.
    boolean hasRuns = last.map(look -> !(look.lastRun() instanceof Told.Absent)).orElse(true);
    Told<Optional<Run>> run = hasRuns ? Facts.lastRun(client) : new Told.Absent<>();
    return new Look(status, run, pace.percentPerSecond(), pace.secondsLeft());
  }
}
