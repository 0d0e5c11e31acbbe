package io.restriper.engine.local.catalog;

import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.restripe.Run;
import io.restriper.engine.restripe.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Settings, drives and runs. */
final class RecordQueries {
  private static final int KEPT_RUNS = 100;

  private RecordQueries() {}

  static Optional<String> setting(Session session, String key) throws SQLException {
    return session.first("SELECT value FROM settings WHERE key = ?", row -> row.getString(1), key);
  }

  static void putSetting(Session session, String key, String value) throws SQLException {
    session.update("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, value);
  }

  static List<DriveRecord> drives(Session session) throws SQLException {
    return session.list(
        "SELECT number, uuid, node, slot, path, present, mount_point FROM drives ORDER BY number",
        row ->
            new DriveRecord(
                row.getInt(1),
                UUID.fromString(row.getString(2)),
                row.getInt(3),
                row.getInt(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7)));
  }

  static DriveRecord saveDrive(Session session, DriveRecord drive) throws SQLException {
    int number = drive.number() == 0 ? unusedNumber(session) : drive.number();
    session.update(
        "INSERT OR REPLACE INTO drives VALUES (?, ?, ?, ?, ?, ?, ?)",
        number,
        drive.uuid().toString(),
        drive.node(),
        drive.slot(),
        drive.path(),
        drive.present(),
        drive.mountPoint());
    return new DriveRecord(
        number,
        drive.uuid(),
        drive.node(),
        drive.slot(),
        drive.path(),
        drive.present(),
        drive.mountPoint());
  }

  private static int unusedNumber(Session session) throws SQLException {
    return session
        .number(
            """
            SELECT 1 + max(
              (SELECT coalesce(max(number), 0) FROM drives),
              (SELECT coalesce(max(drive), 0) FROM drive_sums))""")
        .orElseThrow()
        .intValue();
  }

  static Optional<Run> lastRun(Session session) throws SQLException {
    return session.first(
        """
        SELECT id, trigger, state, started, finished, blocked_reason
        FROM runs ORDER BY id DESC LIMIT 1""",
        RecordQueries::run);
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getLong(1),
        row.getString(2),
        RunState.valueOf(row.getString(3)),
        Instant.parse(row.getString(4)),
        Optional.ofNullable(row.getString(5)).map(Instant::parse),
        row.getString(6));
  }

  static void saveRun(Session session, Run run) throws SQLException {
    session.update(
        "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?)",
        run.id(),
        run.trigger(),
        run.state().name(),
        run.startedAt().toString(),
        run.finishedAt().map(Instant::toString).orElse(null),
        run.blockedReason());
    session.update("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?", KEPT_RUNS);
  }
}
