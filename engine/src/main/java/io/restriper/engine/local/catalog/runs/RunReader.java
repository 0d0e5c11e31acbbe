package io.restriper.engine.local.catalog.runs;

import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads reports of runs from the tables. What was in flight when one was recorded is queued. */
final class RunReader {
  private RunReader() {}

  static Optional<RunReport> find(Session session, long id) throws SQLException {
    return session.any("SELECT 1 FROM runs WHERE id = ?", id)
        ? Optional.of(read(session, id))
        : Optional.empty();
  }

  static List<RunReport> before(Session session, long id, int limit) throws SQLException {
    List<Long> ids =
        session.list(
            "SELECT id FROM runs WHERE id < ? ORDER BY id DESC LIMIT ?",
            row -> row.getLong(1),
            id,
            limit);
    List<RunReport> runs = new ArrayList<>();
    for (long each : ids) {
      runs.add(read(session, each));
    }
    return runs;
  }

  private static RunReport read(Session session, long id) throws SQLException {
    List<PhaseReport> phases = phases(session, id);
    AtRisk risk = risk(session, id);
    List<BlockedWork> blocked = blocked(session, id);
    List<FailedTask> failed = failed(session, id);
    return session
        .first(
            """
            SELECT kind, trigger, started, finished, coalesce(as_of, finished, started), node,
              phases_total, risk_known, blocked_total, failed_total, blocked_reason
            FROM runs WHERE id = ?""",
            row ->
                new RunReport(
                    id,
                    Trigger.valueOf(row.getString(1)),
                    row.getString(2),
                    Instant.parse(row.getString(3)),
                    Optional.ofNullable(row.getString(4)).map(Instant::parse),
                    Instant.parse(row.getString(5)),
                    row.getInt(6),
                    phases,
                    row.getLong(7),
                    row.getBoolean(8) ? Optional.of(risk) : Optional.empty(),
                    new Undone(blocked, row.getLong(9), failed, row.getLong(10)),
                    row.getString(11)),
            id)
        .orElseThrow();
  }

  private static List<PhaseReport> phases(Session session, long id) throws SQLException {
    return session.list(
        """
        SELECT phase, started, elapsed, average, total_bytes, total_stripes, done_bytes,
          done_stripes, blocked_bytes, blocked_stripes, failed_bytes, failed_stripes
        FROM run_phases WHERE run = ? ORDER BY idx""",
        RunReader::phase,
        id);
  }

  private static PhaseReport phase(ResultSet row) throws SQLException {
    Work total = work(row, 5);
    Work done = work(row, 7);
    Work blocked = work(row, 9);
    Work failed = work(row, 11);
    Work queued = total.minus(done).minus(blocked).minus(failed);
    return new PhaseReport(
        Phase.valueOf(row.getString(1)),
        Instant.parse(row.getString(2)),
        row.getDouble(3),
        new PhaseProgress(total, done, Work.NONE, queued, blocked, failed),
        0,
        row.getDouble(4),
        Optional.empty(),
        EstimateGap.ENDED);
  }

  private static Work work(ResultSet row, int column) throws SQLException {
    return new Work(row.getLong(column), row.getLong(column + 1));
  }

  private static AtRisk risk(Session session, long id) throws SQLException {
    SortedMap<Integer, Work> levels = new TreeMap<>();
    session.each(
        "SELECT remaining, bytes, stripes FROM run_risk WHERE run = ?",
        row -> levels.put(row.getInt(1), work(row, 2)),
        id);
    return new AtRisk(levels);
  }

  private static List<BlockedWork> blocked(Session session, long id) throws SQLException {
    return session.list(
        """
        SELECT code, kind, name, message, remedy, since, bytes, stripes
        FROM run_blocked WHERE run = ? ORDER BY idx""",
        row ->
            new BlockedWork(
                new Blocked(
                    BlockedCode.valueOf(row.getString(1)),
                    new Subject(Subject.Kind.valueOf(row.getString(2)), row.getString(3)),
                    row.getString(4),
                    row.getString(5)),
                Instant.parse(row.getString(6)),
                work(row, 7)),
        id);
  }

  private static List<FailedTask> failed(Session session, long id) throws SQLException {
    return session.list(
        "SELECT file, stripe, message FROM run_failed WHERE run = ? ORDER BY idx",
        row -> new FailedTask(row.getString(1), row.getString(2), row.getString(3)),
        id);
  }
}
