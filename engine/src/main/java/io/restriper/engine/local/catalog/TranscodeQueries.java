package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.TranscodeStep;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Versions that are made from current ones in another encoding, stripe by stripe. */
final class TranscodeQueries {
  private TranscodeQueries() {}

  /** The version that is being made from a version. */
  static Optional<Long> of(Session session, long source) throws SQLException {
    return session.number("SELECT version FROM transcodes WHERE source = ?", source);
  }

  /** The version that a version is being made from. */
  private static Optional<Long> source(Session session, long version) throws SQLException {
    return session.number("SELECT source FROM transcodes WHERE version = ?", version);
  }

  static Optional<VersionRecord> begin(Session session, long source, long number, Encoding encoding)
      throws SQLException {
    Optional<Long> begun = of(session, source);
    if (begun.isPresent()) {
      return VersionRow.find(session, begun.get())
          .map(VersionRow::toRecord)
          .filter(version -> version.encoding().equals(encoding));
    }
    Optional<VersionRow> from =
        VersionRow.find(session, source).filter(row -> row.state() == VersionState.CURRENT);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    VersionRecord old = from.get().toRecord();
    VersionRecord made =
        new VersionRecord(
            number, old.fileId(), old.path(), encoding, old.created(), old.modified());
    VersionQueries.begin(session, made);
    session.update(
        "UPDATE versions SET state = ? WHERE version = ?",
        VersionState.TRANSCODING.ordinal(),
        number);
    session.update("INSERT INTO transcodes VALUES (?, ?)", number, source);
    return Optional.of(made);
  }

  static boolean hasStripe(Session session, long version, long stripe) throws SQLException {
    return session.any("SELECT 1 FROM stripes WHERE version = ? AND idx = ?", version, stripe);
  }

  static TranscodeStep add(Session session, StripeRecord stripe, Set<Integer> awayDrives)
      throws SQLException {
    Optional<VersionRow> row =
        VersionRow.find(session, stripe.version())
            .filter(version -> version.state() == VersionState.TRANSCODING);
    if (row.isEmpty() || hasStripe(session, stripe.version(), stripe.index())) {
      return TranscodeStep.NOT_WANTED;
    }
    VersionQueries.addStripe(session, row.get(), stripe);
    return commit(session, stripe.version(), awayDrives);
  }

  /**
   * Makes the version current in the place of its source if it is whole: as long as the source,
   * with all its blocks stored and none on a drive that is away.
   */
  static TranscodeStep commit(Session session, long version, Set<Integer> awayDrives)
      throws SQLException {
    Optional<Long> source = source(session, version);
    Optional<VersionRow> made = VersionRow.find(session, version);
    if (source.isEmpty() || made.isEmpty()) {
      return TranscodeStep.NOT_WANTED;
    }
    VersionRow old = VersionRow.find(session, source.get()).orElseThrow();
    boolean complete =
        made.get().size() == old.size()
            && session.any("SELECT 1 FROM stripes WHERE version = ? AND last = 1", version);
    if (!complete || isShort(session, version, awayDrives)) {
      return TranscodeStep.RECORDED;
    }
    session.update(
        "UPDATE entries SET version = ? WHERE id = ? AND version = ?",
        version,
        old.fileId(),
        old.version());
    session.update("DELETE FROM transcodes WHERE version = ?", version);
    VersionQueries.makeCurrent(session, made.get(), old.fileId(), old.created());
    VersionQueries.makeGarbage(session, old);
    return TranscodeStep.COMMITTED;
  }

  private static boolean isShort(Session session, long version, Set<Integer> awayDrives)
      throws SQLException {
    return session.any(
        """
        SELECT 1 FROM blocks WHERE version = ?
          AND (lost = 1 OR drive IN (SELECT value FROM json_each(?))) LIMIT 1""",
        version,
        StripeQueries.json(awayDrives));
  }

  static void abandon(Session session, long version) throws SQLException {
    session.update("DELETE FROM transcodes WHERE version = ?", version);
    Optional<VersionRow> row = VersionRow.find(session, version);
    if (row.isPresent() && row.get().state() == VersionState.TRANSCODING) {
      VersionQueries.makeGarbage(session, row.get());
    }
  }

  static boolean abandonOthers(Session session, Encoding target) throws SQLException {
    List<Long> others =
        session.list(
            """
            SELECT t.version FROM transcodes t JOIN versions v ON v.version = t.version
            WHERE v.k <> ? OR v.m <> ?""",
            row -> row.getLong(1),
            target.dataBlocks(),
            target.parityBlocks());
    for (long version : others) {
      abandon(session, version);
    }
    return !others.isEmpty();
  }
}
