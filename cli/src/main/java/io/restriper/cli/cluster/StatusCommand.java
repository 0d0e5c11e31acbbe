package io.restriper.cli.cluster;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.ClusterStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether data is at risk, what is being done about it, and what is blocked. */
@Command(
    name = "status",
    description =
        "Tells whether data is at risk, what is being done about it, and what is blocked.")
public final class StatusCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--exit-code",
      description =
          "exit with 5 if data is at risk or that is unknown, with 3 if work is blocked; else a"
              + " status that was read gives 0")
  private boolean exitCode;

  /** The command of a session. */
  public StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (RestriperClient client = session.connect()) {
      Facts facts = Facts.ask(client);
      session.show(new StatusView(facts, session.endpoint(), session.terminal().unicode()));
      return exitCode ? code(facts.status()) : ExitCodes.OK;
    }
  }

  private static int code(ClusterStatus status) {
    if (status.isBlocked()) {
      return ExitCodes.BLOCKED;
    }
    return Risk.of(status) == Risk.PROTECTED ? ExitCodes.OK : ExitCodes.AT_RISK;
  }
}
