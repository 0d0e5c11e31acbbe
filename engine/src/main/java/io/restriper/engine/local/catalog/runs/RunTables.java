package io.restriper.engine.local.catalog.runs;

import io.restriper.engine.local.catalog.sql.Session;
import java.sql.SQLException;
import java.util.List;

/** What version 2 of the catalog's tables has on top of the runs of version 1. */
public final class RunTables {
  private static final List<String> STATEMENTS =
      List.of(
          // What version 1 recorded as the trigger were the words.
          "ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'OTHER'",
          "ALTER TABLE runs ADD COLUMN as_of TEXT",
          "ALTER TABLE runs ADD COLUMN node INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE runs ADD COLUMN phases_total INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE runs ADD COLUMN risk_known INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE runs ADD COLUMN blocked_total INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE runs ADD COLUMN failed_total INTEGER NOT NULL DEFAULT 0",
          """
          CREATE TABLE run_phases (
            run INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            phase TEXT NOT NULL,
            started TEXT NOT NULL,
            elapsed REAL NOT NULL,
            total_bytes INTEGER NOT NULL,
            total_stripes INTEGER NOT NULL,
            done_bytes INTEGER NOT NULL,
            done_stripes INTEGER NOT NULL,
            blocked_bytes INTEGER NOT NULL,
            blocked_stripes INTEGER NOT NULL,
            failed_bytes INTEGER NOT NULL,
            failed_stripes INTEGER NOT NULL,
            average REAL NOT NULL,
            PRIMARY KEY (run, idx)) WITHOUT ROWID""",
          """
          CREATE TABLE run_risk (
            run INTEGER NOT NULL,
            remaining INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            stripes INTEGER NOT NULL,
            PRIMARY KEY (run, remaining)) WITHOUT ROWID""",
          """
          CREATE TABLE run_blocked (
            run INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            code TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            message TEXT NOT NULL,
            remedy TEXT NOT NULL,
            since TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            stripes INTEGER NOT NULL,
            PRIMARY KEY (run, idx)) WITHOUT ROWID""",
          """
          CREATE TABLE run_failed (
            run INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            file TEXT NOT NULL,
            stripe TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (run, idx)) WITHOUT ROWID""");

  /** The tables whose rows belong to a run. */
  static final List<String> PARTS = List.of("run_phases", "run_risk", "run_blocked", "run_failed");

  private RunTables() {}

  /** Adds to the tables of version 1, in the transaction that is open. */
  public static void create(Session session) throws SQLException {
    for (String statement : STATEMENTS) {
      session.execute(statement);
    }
  }
}
