package io.restriper.cli.cluster;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what one run did, phase by phase. */
@Command(
    name = "run",
    description = "Tells what one run does or did, phase by phase, and what it could not do.")
public final class RunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "ID of the run, as 'restriper runs' lists it")
  private String id;

  /** The command of a session. */
  public RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (RestriperClient client = session.connect()) {
      session.show(new RunView(client.run(id), session.clock()));
      return ExitCodes.OK;
    }
  }
}
