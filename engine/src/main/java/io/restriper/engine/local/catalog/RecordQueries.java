package io.restriper.engine.local.catalog;

import io.restriper.engine.local.catalog.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Settings and drives. */
final class RecordQueries {
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
}
