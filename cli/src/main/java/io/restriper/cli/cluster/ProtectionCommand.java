package io.restriper.cli.cluster;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells how many failures the cluster survives. */
@Command(
    name = "protection",
    description = "Tells how many failures the cluster survives, by its encoding and as it is.")
public final class ProtectionCommand implements Callable<Integer> {
  private final Session session;

  /** The command of a session. */
  public ProtectionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (RestriperClient client = session.connect()) {
      session.show(new ProtectionView(client.protection()));
      return ExitCodes.OK;
    }
  }
}
