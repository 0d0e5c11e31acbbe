package io.restriper.cli.watch;

import io.restriper.cli.base.Told;
import io.restriper.cli.cluster.Facts;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one look at the server found.
 *
 * @param status what the restriper is doing
 * @param lastRun the newest run, if the server tells about runs
 * @param percentPerSecond how fast the phase goes, as seen from here
 * @param secondsLeft how long it will take, as seen from here
 */
record Look(
    ClusterStatus status,
    Told<Optional<Run>> lastRun,
    OptionalDouble percentPerSecond,
    OptionalDouble secondsLeft) {

  /** The run that is going on, if the server tells about it. */
  Optional<Run> run() {
    return Facts.currentRun(status, lastRun);
  }
}
