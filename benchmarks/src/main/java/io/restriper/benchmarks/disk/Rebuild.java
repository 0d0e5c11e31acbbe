package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Took;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Phase;
import java.time.Duration;
import java.util.List;

/**
 * A rebuild that was measured.
 *
 * @param phase by the seconds that the run was in REPROTECT
 * @param fromDetection by the seconds from when the first drive was known to be lost until all was
 *     rebuilt
 */
record Rebuild(Took.Rate phase, Took.Rate fromDetection) {

  /**
   * Takes drives away and waits until all that was on them is rebuilt.
   *
   * @param megabytes that are on them
   */
  static Rebuild of(LiveVolume volume, List<Integer> lost, double megabytes) throws Exception {
    long earlier = volume.lastRun();
    EventLog log = volume.engine().events();
    try (EventReader events = log.reader(log.latest())) {
      Machine.forgetFiles();
      volume.lose(lost);
      RunReport run = volume.awaitRun(earlier);
      Duration since = Duration.between(Runs.firstLoss(events), Runs.end(run, Phase.REPROTECT));
      return new Rebuild(
          rate(megabytes, Runs.seconds(run, Phase.REPROTECT)),
          rate(megabytes, since.toNanos() / 1e9));
    }
  }

  private static Took.Rate rate(double megabytes, double seconds) {
    return new Took.Rate(megabytes / seconds, Double.NaN);
  }
}
