package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.sql.Session;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sums that are kept up to date in the transactions that change what they count, so that they can
 * be asked at any time at no cost: bytes on each drive (of all versions), and of current versions
 * only the healthy blocks on each drive, the lost blocks, the stripes by node tolerance, and the
 * encodings.
 */
final class Tally {
  private Tally() {}

  static void addBytes(Session session, int drive, long bytes) throws SQLException {
    if (drive != 0) {
      addToDrive(session, drive, bytes, 0);
    }
  }

  static void addHealthy(Session session, int drive, long blocks) throws SQLException {
    addToDrive(session, drive, 0, blocks);
  }

  private static void addToDrive(Session session, int drive, long bytes, long healthy)
      throws SQLException {
    session.update(
        """
        INSERT INTO drive_sums VALUES (?, ?, ?)
        ON CONFLICT (drive) DO UPDATE SET
          bytes = bytes + excluded.bytes, healthy = healthy + excluded.healthy""",
        drive,
        bytes,
        healthy);
  }

  static void addLost(Session session, long blocks) throws SQLException {
    if (blocks != 0) {
      session.update("UPDATE lost_sum SET blocks = blocks + ?", blocks);
    }
  }

  static void addTolerance(Session session, int tolerance, long stripes) throws SQLException {
    session.update(
        """
        INSERT INTO tolerance_sums VALUES (?, ?)
        ON CONFLICT (tolerance) DO UPDATE SET stripes = stripes + excluded.stripes""",
        tolerance,
        stripes);
  }

  /** Counts a version that has become current. */
  static void include(Session session, VersionRow version) throws SQLException {
    count(session, version, 1);
  }

  /** Takes out a version that is not current any more. */
  static void exclude(Session session, VersionRow version) throws SQLException {
    count(session, version, -1);
  }

  private static void count(Session session, VersionRow version, int sign) throws SQLException {
    session.update(
        """
        INSERT INTO encoding_sums VALUES (?, ?, ?)
        ON CONFLICT (k, m) DO UPDATE SET versions = versions + excluded.versions""",
        version.dataBlocks(),
        version.parityBlocks(),
        sign);
    // The plus signs keep SQLite from reading all blocks there are in the order of their drives.
    session.each(
        "SELECT drive, count(*) FROM blocks WHERE version = ? AND +lost = 0 GROUP BY +drive",
        row -> addHealthy(session, row.getInt(1), sign * row.getLong(2)),
        version.version());
    long lost =
        session
            .number("SELECT count(*) FROM blocks WHERE version = ? AND lost = 1", version.version())
            .orElse(0L);
    addLost(session, sign * lost);
    session.each(
        "SELECT tolerance, count(*) FROM stripes WHERE version = ? GROUP BY tolerance",
        row -> addTolerance(session, row.getInt(1), sign * row.getLong(2)),
        version.version());
  }

  static long bytesOn(Session session, int drive) throws SQLException {
    return session.number("SELECT bytes FROM drive_sums WHERE drive = ?", drive).orElse(0L);
  }

  static boolean anyAtRisk(Session session, Set<Integer> awayDrives) throws SQLException {
    if (session.any("SELECT 1 FROM lost_sum WHERE blocks > 0")) {
      return true;
    }
    for (int drive : awayDrives) {
      if (session.any("SELECT 1 FROM drive_sums WHERE drive = ? AND healthy > 0", drive)) {
        return true;
      }
    }
    return false;
  }

  static OptionalInt leastNodeTolerance(Session session) throws SQLException {
    return session
        .number("SELECT min(tolerance) FROM tolerance_sums WHERE stripes > 0")
        .map(least -> OptionalInt.of(least.intValue()))
        .orElse(OptionalInt.empty());
  }

  static Set<Encoding> encodings(Session session) throws SQLException {
    return new HashSet<>(
        session.list(
            "SELECT k, m FROM encoding_sums WHERE versions > 0",
            row -> new Encoding(row.getInt(1), row.getInt(2))));
  }
}
