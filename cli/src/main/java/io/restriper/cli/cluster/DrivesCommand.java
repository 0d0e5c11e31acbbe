package io.restriper.cli.cluster;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the slots, and the drives in them. */
@Command(name = "drives", description = "Lists the slots, and the state of the drives in them.")
public final class DrivesCommand implements Callable<Integer> {
  private final Session session;

  /** The command of a session. */
  public DrivesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (RestriperClient client = session.connect()) {
      session.show(new DrivesView(client.slots()));
      return ExitCodes.OK;
    }
  }
}
