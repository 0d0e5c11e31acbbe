package io.restriper.cli.watch;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.cli.base.Times;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows live what the restriper does. */
@Command(
    name = "watch",
    description = {
      "Shows live what the restriper does, until Ctrl-C. On a terminal, what happens",
      "scrolls above a bar for each phase; else there is a line for each change."
    })
public final class WatchCommand implements Callable<Integer> {
  private static final Duration NO_BOUND = Duration.ofDays(1);
  private final Session session;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "time between two looks; default 1s")
  private String interval = "1s";

  /** The command of a session. */
  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration time = Times.positive("--interval", interval);
    try (RestriperClient client = session.connectOnce(NO_BOUND);
        RestriperClient events = session.connect()) {
      Optional<Feed> feed = feed(events);
      try {
        new Watcher(client, feed, screen(), session.ticker(), session.clock()).watch(time);
      } finally {
        feed.ifPresent(Feed::close);
      }
    }
    return ExitCodes.OK;
  }

  private Optional<Feed> feed(RestriperClient events) {
    try {
      return Feed.open(events, session.clock());
    } catch (RestriperException e) {
      session.remark("Events are not told, so changes are looked for: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Screen screen() {
    if (session.format().isForPrograms()) {
      return new DocumentScreen(session);
    }
    return session.terminal().outIsTerminal()
        ? new LiveScreen(
            session.terminal(), session.endpoint().toString(), session.colours(), session.clock())
        : new PlainScreen(session.terminal(), session.colours(), session.clock());
  }
}
