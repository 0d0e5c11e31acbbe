package io.restriper.engine.local.catalog.schema;

import io.restriper.engine.local.catalog.runs.RunTables;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlFailures;
import io.restriper.engine.local.drive.NewerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables. What belongs to a version is found by the version's number alone, and nothing about
 * blocks says whether their version is current: that is one row's state, so that committing and
 * deleting do not touch every block. Questions that must not cost more than their answer have sums
 * of their own.
 */
public final class CatalogSchema {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogSchema.class);

  /** Marks the file as a catalog of ours: "RSTP". */
  static final int APPLICATION_ID = 0x52535450;

  /** The ID of the root directory. */
  public static final long ROOT = 1;

  private static final String TRANSCODES =
      "CREATE TABLE transcodes (version INTEGER PRIMARY KEY, source INTEGER NOT NULL UNIQUE)";

  /**
   * What makes a schema of the one before; the first makes version 2. Released ones never change,
   * and those to come are added at the end.
   */
  public static final List<Step> STEPS = List.of(CatalogSchema::from1To2);

  /** A step from a version to the next, inside of the transaction that is open. */
  @FunctionalInterface
  public interface Step {
    void take(Session session) throws SQLException;
  }

  private static final List<String> FROM_1_TO_2 =
      List.of(
          "ALTER TABLE entries ADD COLUMN content INTEGER NOT NULL DEFAULT 0",
          "UPDATE entries SET content = version",
          TRANSCODES);

  /** Of version 1. */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          "CREATE TABLE numbers (reserved INTEGER NOT NULL)",
          "INSERT INTO numbers VALUES (1)",
          // Names compare by the bytes of their UTF-8, which is what BINARY means.
          """
          CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            parent INTEGER NOT NULL,
            name TEXT NOT NULL COLLATE BINARY,
            directory INTEGER NOT NULL,
            created INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            child_count INTEGER NOT NULL,
            version INTEGER NOT NULL,
            UNIQUE (parent, name))""",
          """
          CREATE TABLE versions (
            version INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL,
            path TEXT NOT NULL,
            k INTEGER NOT NULL,
            m INTEGER NOT NULL,
            state INTEGER NOT NULL,
            created INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            size INTEGER NOT NULL,
            stripes INTEGER NOT NULL,
            block_bytes INTEGER NOT NULL,
            data_bytes INTEGER NOT NULL)""",
          "CREATE INDEX versions_pending ON versions (version) WHERE state = 0",
          "CREATE INDEX versions_garbage ON versions (version) WHERE state = 2",
          """
          CREATE TABLE stripes (
            version INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            block_length INTEGER NOT NULL,
            last INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            tolerance INTEGER NOT NULL,
            PRIMARY KEY (version, idx)) WITHOUT ROWID""",
          "CREATE UNIQUE INDEX stripes_by_offset ON stripes (version, offset)",
          """
          CREATE TABLE blocks (
            version INTEGER NOT NULL,
            stripe INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            drive INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            PRIMARY KEY (version, stripe, idx)) WITHOUT ROWID""",
          "CREATE INDEX blocks_by_drive ON blocks (drive, lost, version, stripe, idx)",
          "CREATE INDEX blocks_lost ON blocks (version, stripe, idx) WHERE lost = 1",
          """
          CREATE TABLE drives (
            number INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL,
            node INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            path TEXT NOT NULL,
            present INTEGER NOT NULL,
            mount_point INTEGER NOT NULL)""",
          """
          CREATE TABLE drive_sums (
            drive INTEGER PRIMARY KEY,
            bytes INTEGER NOT NULL,
            healthy INTEGER NOT NULL)""",
          "CREATE TABLE lost_sum (blocks INTEGER NOT NULL)",
          "INSERT INTO lost_sum VALUES (0)",
          "CREATE TABLE tolerance_sums (tolerance INTEGER PRIMARY KEY, stripes INTEGER NOT NULL)",
          """
          CREATE TABLE encoding_sums (
            k INTEGER NOT NULL,
            m INTEGER NOT NULL,
            versions INTEGER NOT NULL,
            PRIMARY KEY (k, m)) WITHOUT ROWID""",
          """
          CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            trigger TEXT NOT NULL,
            state TEXT NOT NULL,
            started TEXT NOT NULL,
            finished TEXT,
            blocked_reason TEXT NOT NULL)""");

  private CatalogSchema() {}

  /**
   * Makes the tables in an empty file; checks the marks of one that is not empty.
   *
   * @param steps which make the newest schema of any older one
   * @throws NewerFormatException if it is a catalog of a newer version; nothing has changed then
   * @throws IOException if it is not a catalog
   */
  public static void prepare(
      Session session, SqlFailures failures, String file, List<Step> steps, long nowMillis)
      throws SQLException, IOException {
    int newest = 1 + steps.size();
    long version = session.number("PRAGMA user_version").orElse(0L);
    long application = session.number("PRAGMA application_id").orElse(0L);
    boolean empty = !session.any("SELECT 1 FROM sqlite_schema");
    if (version == 0 && application == 0 && empty) {
      create(session, steps, nowMillis);
      return;
    }
    if (application != APPLICATION_ID) {
      throw new IOException(
          "The file "
              + file
              + " is a database of another program, not a catalog. Move it away, or choose another"
              + " data directory.");
    }
    refuseNewer(version, newest, file);
    if (version < 1 || !session.any("SELECT 1 FROM entries WHERE id = ?", ROOT)) {
      throw failures.damaged("its format version is " + version + ", or it has no root directory");
    }
    if (version < newest) {
      session.execute("BEGIN IMMEDIATE");
      upgrade(session, (int) version, steps);
      session.execute("COMMIT");
    }
  }

  /**
   * Passes for whatever is no catalog of a newer server, also for what is damaged or not there.
   *
   * @throws NewerFormatException if it is one; nothing has changed then
   */
  public static void refuseNewer(Path file) throws NewerFormatException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (Session session = Session.reader(file)) {
      if (session.number("PRAGMA application_id").orElse(0L) == APPLICATION_ID) {
        long version = session.number("PRAGMA user_version").orElse(0L);
        refuseNewer(version, 1 + STEPS.size(), file.toString());
      }
    } catch (SQLException e) {
      LOG.debug("The catalog {} cannot be opened: {}", file, e.getMessage());
    }
  }

  private static void refuseNewer(long version, int newest, String file)
      throws NewerFormatException {
    if (version > newest) {
      throw new NewerFormatException(
          "The catalog "
              + file
              + " has format version "
              + version
              + ", and this server knows versions up to "
              + newest
              + ". Start a newer server; nothing was changed.");
    }
  }

  /** All steps in one transaction: a crash leaves the old catalog or the new one. */
  private static void upgrade(Session session, int from, List<Step> steps) throws SQLException {
    for (Step step : steps.subList(from - 1, steps.size())) {
      step.take(session);
    }
    session.execute("PRAGMA user_version = " + (1 + steps.size()));
  }

  private static void from1To2(Session session) throws SQLException {
    for (String statement : FROM_1_TO_2) {
      session.execute(statement);
    }
    RunTables.create(session);
  }

  private static void create(Session session, List<Step> steps, long nowMillis)
      throws SQLException {
    session.execute("BEGIN IMMEDIATE");
    for (String table : TABLES) {
      session.execute(table);
    }
    session.update(
        "INSERT INTO entries VALUES (?, 0, '', 1, ?, ?, 0, 0)", ROOT, nowMillis, nowMillis);
    session.execute("PRAGMA application_id = " + APPLICATION_ID);
    upgrade(session, 1, steps);
    session.execute("COMMIT");
  }
}
