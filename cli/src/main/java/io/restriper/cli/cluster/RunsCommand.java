package io.restriper.cli.cluster;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.cli.base.Told;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperException;
import io.restriper.client.run.Run;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the last runs. */
@Command(name = "runs", description = "Lists the last runs of the restriper, the newest first.")
public final class RunsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "so many at most; default 20")
  private int limit = 20;

  /** The command of a session. */
  public RunsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CliException.usage("--limit is 1 or more, not " + limit + ".");
    }
    try (RestriperClient client = session.connect()) {
      List<Run> runs = client.runs().limit(limit).toList();
      session.show(new RunsView(runs, session.clock()));
      return ExitCodes.OK;
    } catch (RestriperException e) {
      if (Told.isAbsence(e)) {
        throw new CliException(
            ExitCodes.FAILED,
            "This server does not tell about its runs; 'restriper status' and 'restriper watch'"
                + " work without.",
            e);
      }
      throw e;
    }
  }
}
