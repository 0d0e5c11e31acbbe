package io.restriper.engine.local.catalog.runs;

import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the report of a run into the tables. */
final class RunWriter {
  private static final int KEPT_RUNS = 100;

  private RunWriter() {}

  static void save(Session session, RunReport run) throws SQLException {
    for (String part : RunTables.PARTS) {
      session.update("DELETE FROM " + part + " WHERE run = ?", run.id());
    }
    session.update(
        """
        INSERT OR REPLACE INTO runs (id, trigger, state, started, finished, blocked_reason,
          kind, as_of, node, phases_total, risk_known, blocked_total, failed_total)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        run.id(),
        run.cause(),
        run.finished() ? "FINISHED" : "RUNNING",
        run.startedAt().toString(),
        run.finishedAt().map(Instant::toString).orElse(null),
        run.blockedReason(),
        run.trigger().name(),
        run.asOf().toString(),
        run.coordinatorNode(),
        run.phasesTotal(),
        run.atRisk().isPresent(),
        run.undone().blockedTotal(),
        run.undone().failedTotal());
    savePhases(session, run);
    saveRisk(session, run);
    saveUndone(session, run);
    forgetOld(session);
  }

  private static void savePhases(Session session, RunReport run) throws SQLException {
    int index = 0;
    for (PhaseReport phase : run.phases()) {
      PhaseProgress progress = phase.progress();
      session.update(
          "INSERT INTO run_phases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          run.id(),
          index++,
          phase.phase().name(),
          phase.startedAt().toString(),
          phase.elapsedSeconds(),
          progress.total().bytes(),
          progress.total().stripes(),
          progress.done().bytes(),
          progress.done().stripes(),
          progress.blocked().bytes(),
          progress.blocked().stripes(),
          progress.failed().bytes(),
          progress.failed().stripes(),
          phase.averageBytesPerSecond());
    }
  }

  private static void saveRisk(Session session, RunReport run) throws SQLException {
    if (run.atRisk().isEmpty()) {
      return;
    }
    for (Map.Entry<Integer, Work> level : run.atRisk().get().levels().entrySet()) {
      Work work = level.getValue();
      session.update(
          "INSERT INTO run_risk VALUES (?, ?, ?, ?)",
          run.id(),
          level.getKey(),
          work.bytes(),
          work.stripes());
    }
  }

  private static void saveUndone(Session session, RunReport run) throws SQLException {
    int index = 0;
    for (BlockedWork blocked : run.undone().blocked()) {
      session.update(
          "INSERT INTO run_blocked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          run.id(),
          index++,
          blocked.reason().code().name(),
          blocked.reason().subject().kind().name(),
          blocked.reason().subject().name(),
          blocked.reason().message(),
          blocked.reason().remedy(),
          blocked.since().toString(),
          blocked.work().bytes(),
          blocked.work().stripes());
    }
    index = 0;
    for (FailedTask failed : run.undone().failed()) {
      session.update(
          "INSERT INTO run_failed VALUES (?, ?, ?, ?, ?)",
          run.id(),
          index++,
          failed.file(),
          failed.stripe(),
          failed.message());
    }
  }

  private static void forgetOld(Session session) throws SQLException {
    List<Long> old =
        session.list(
            "SELECT id FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?",
            row -> row.getLong(1),
            KEPT_RUNS);
    for (long id : old) {
      for (String part : RunTables.PARTS) {
        session.update("DELETE FROM " + part + " WHERE run = ?", id);
      }
      session.update("DELETE FROM runs WHERE id = ?", id);
    }
  }
}
