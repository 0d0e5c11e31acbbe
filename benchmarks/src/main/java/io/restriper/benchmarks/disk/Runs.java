package io.restriper.benchmarks.disk;

import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.EventType;
import io.restriper.engine.event.RestriperEvent;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the report of a run tells about how fast it was. */
final class Runs {
  private Runs() {}

  /** Seconds that a phase took, all the times that the run was in it. */
  static double seconds(RunReport run, Phase phase) throws IOException {
    return in(run, phase).stream().mapToDouble(PhaseReport::elapsedSeconds).sum();
  }

  /** Bytes that a phase has done, as the status counts them. */
  static long bytes(RunReport run, Phase phase) throws IOException {
    return in(run, phase).stream().mapToLong(each -> each.progress().done().bytes()).sum();
  }

  /** When the phase ended for the last time. */
  static Instant end(RunReport run, Phase phase) throws IOException {
    List<PhaseReport> all = in(run, phase);
    PhaseReport last = all.get(all.size() - 1);
    return last.startedAt().plusNanos((long) (last.elapsedSeconds() * 1e9));
  }

  private static List<PhaseReport> in(RunReport run, Phase phase) throws IOException {
    List<PhaseReport> all =
        run.phases().stream().filter(report -> report.phase() == phase).toList();
    if (all.isEmpty() || !run.blockedReason().isEmpty()) {
      throw new IOException("not a run that did " + phase + ": " + run);
    }
    return all;
  }

  /** When the first loss of a drive was noticed that a reader of events has not read of yet. */
  static Instant firstLoss(EventReader events) throws Exception {
    for (List<RestriperEvent> batch = events.await(Duration.ZERO).events();
        !batch.isEmpty();
        batch = events.await(Duration.ZERO).events()) {
      for (RestriperEvent event : batch) {
        if (event.what().type() == EventType.DRIVE_LOST) {
          return event.at();
        }
      }
    }
    throw new IOException("no drive was lost");
  }
}
