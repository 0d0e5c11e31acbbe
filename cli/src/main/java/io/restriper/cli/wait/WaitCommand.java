package io.restriper.cli.wait;

import io.restriper.cli.base.Session;
import io.restriper.cli.base.Times;
import io.restriper.client.RestriperClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits until the restriper has finished. */
@Command(
    name = "wait",
    description = "Waits until the restriper has finished, for scripts.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it has finished, and no data is at risk",
      "1:an error, or the server cannot be reached",
      "2:something on the command line is wrong",
      "3:it has finished and left work undone (blocked)",
      "4:it has not finished in time",
      "5:it has finished, and data is at risk or that is unknown"
    })
public final class WaitCommand implements Callable<Integer> {
  private static final Duration EVER = Duration.ofDays(36500);
  private final Session session;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "how long to wait, such as 90s, 15m or 2h; 0 looks once; default for ever")
  private String timeout;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "time between two looks; default 1s")
  private String interval = "1s";

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      description =
          "how long a restriper that has finished while data is at risk may take to begin the next"
              + " run; default 10s")
  private String settle = "10s";

  @Option(
      names = "--unreachable",
      paramLabel = "TIME",
      description = "how long the server may be out of reach, as when it restarts; default 30s")
  private String unreachable = "30s";

  @Option(
      names = "--accept-not-started",
      description = "do not wait for a first run, if no data is at risk")
  private boolean acceptNotStarted;

  /** The command of a session. */
  public WaitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Patience patience =
        new Patience(
            timeout == null ? EVER : Times.parse("--timeout", timeout),
            Times.positive("--interval", interval),
            Times.parse("--settle", settle),
            Times.parse("--unreachable", unreachable));
    try (RestriperClient client = session.connectOnce(patience.timeout())) {
      Outcome outcome =
          new Waiter(client, session.ticker(), patience, acceptNotStarted, session::remark).await();
      session.show(outcome);
      return outcome.exitCode();
    }
  }
}
