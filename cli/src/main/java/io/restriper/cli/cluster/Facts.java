package io.restriper.cli.cluster;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Told;
import io.restriper.client.RestriperClient;
import io.restriper.client.run.Phase;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.Protection;
import io.restriper.client.view.Settings;
import io.restriper.client.view.Slot;
import io.restriper.model.RestriperState;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says about itself.
 *
 * @param status what the restriper is doing
 * @param settings what the cluster is called
 * @param protection what it survives
 * @param slots its slots
 * @param lastRun the newest run; empty if there was none
 */
public record Facts(
    ClusterStatus status,
    Told<Settings> settings,
    Told<Protection> protection,
    Told<List<Slot>> slots,
    Told<Optional<Run>> lastRun) {
  private static final int STATUS_FIELDS = 7;

  /** Asks for all of it. */
  static Facts ask(RestriperClient client) {
    ClusterStatus status = status(client);
    return new Facts(
        status,
        Told.ask(client::settings),
        Told.ask(client::protection),
        Told.ask(client::slots),
        lastRun(client));
  }

  /**
   * The status.
   *
   * @throws CliException if nothing of the answer is what the API documents
   */
  public static ClusterStatus status(RestriperClient client) {
    ClusterStatus status = client.status();
    if (status.unknowns().values().size() >= STATUS_FIELDS) {
      throw CliException.failed(
          "The answer to the question for the status holds nothing of what the API documents;"
              + " check that the endpoint is a Restriper server.");
    }
    return status;
  }

  /** The newest run, if there was any and the server tells about runs. */
  public static Told<Optional<Run>> lastRun(RestriperClient client) {
    return Told.ask(() -> client.runs(null, 1).runs().stream().findFirst());
  }

  /** The newest run, if it is the one that is going on. */
  public static Optional<Run> currentRun(ClusterStatus status, Told<Optional<Run>> lastRun) {
    return status.state().is(RestriperState.RUNNING)
        ? lastRun.value().flatMap(run -> run).filter(run -> !run.isFinished())
        : Optional.empty();
  }

  /** The phase that is going on, if the run and the status tell of the same. */
  public static Optional<Phase> currentPhase(ClusterStatus status, Optional<Run> run) {
    return run.filter(some -> !some.phases().isEmpty())
        .map(some -> some.phases().get(some.phases().size() - 1))
        .filter(phase -> phase.phase().text().equals(status.phase().text()));
  }
}
