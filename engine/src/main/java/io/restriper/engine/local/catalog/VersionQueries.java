package io.restriper.engine.local.catalog;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.catalog.sql.NodeTolerance;
import io.restriper.engine.local.catalog.sql.Session;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The life of a version, from pending to gone. */
final class VersionQueries {
  private VersionQueries() {}

  /** Does nothing if it is there: an earlier write may have come through that was said to fail. */
  static void begin(Session session, VersionRecord version) throws SQLException {
    session.update(
        "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0)",
        version.version(),
        version.fileId(),
        version.path().toString(),
        version.encoding().dataBlocks(),
        version.encoding().parityBlocks(),
        version.created(),
        version.modified());
  }

  /** The version, which must be pending. */
  static VersionRow pending(Session session, long version) throws SQLException {
    return VersionRow.find(session, version)
        .filter(row -> row.state() == VersionState.PENDING)
        .orElseThrow(() -> new IllegalStateException("version " + version + " is not pending"));
  }

  static void addStripes(Session session, long version, List<StripeRecord> stripes)
      throws SQLException {
    if (stripes.isEmpty()) {
      return;
    }
    VersionRow row = pending(session, version);
    long next = row.stripes();
    long end = row.size();
    for (StripeRecord stripe : stripes) {
      check(row, stripe, next++, end);
      end += stripe.length();
    }
    insert(session, row, stripes);
  }

  /** Adds a stripe in whatever order. */
  static void addStripe(Session session, VersionRow version, StripeRecord stripe)
      throws SQLException {
    check(version, stripe, stripe.index(), stripe.offset());
    insert(session, version, List.of(stripe));
  }

  private static void insert(Session session, VersionRow row, List<StripeRecord> stripes)
      throws SQLException {
    long version = row.version();
    NodeTolerance tolerance = new NodeTolerance(session);
    Map<Integer, Long> bytes = new TreeMap<>();
    long size = 0;
    long blockBytes = 0;
    for (StripeRecord stripe : stripes) {
      int[] drives = stripe.placements().stream().mapToInt(Placement::drive).toArray();
      session.update(
          "INSERT INTO stripes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          version,
          stripe.index(),
          stripe.offset(),
          stripe.length(),
          stripe.blockLength(),
          stripe.last() ? 1 : 0,
          stripe.epoch(),
          tolerance.of(row.dataBlocks(), drives));
      for (int i = 0; i < drives.length; i++) {
        session.update(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)",
            version,
            stripe.index(),
            i,
            drives[i],
            stripe.placements().get(i).lost() || drives[i] == 0 ? 1 : 0);
        bytes.merge(drives[i], (long) stripe.blockLength(), Long::sum);
      }
      size += stripe.length();
      blockBytes += (long) stripe.blockLength() * drives.length;
    }
    for (Map.Entry<Integer, Long> entry : bytes.entrySet()) {
      Tally.addBytes(session, entry.getKey(), entry.getValue());
    }
    session.update(
        """
        UPDATE versions SET size = size + ?, stripes = stripes + ?,
          block_bytes = block_bytes + ?, data_bytes = data_bytes + ? WHERE version = ?""",
        size,
        stripes.size(),
        blockBytes,
        blockBytes / row.totalBlocks() * row.dataBlocks(),
        version);
  }

  private static void check(VersionRow version, StripeRecord stripe, long index, long offset) {
    if (stripe.version() != version.version()
        || stripe.index() != index
        || stripe.offset() != offset
        || stripe.placements().size() != version.totalBlocks()) {
      throw new IllegalArgumentException(
          stripe
              + " does not come next in version "
              + version.version()
              + ": index "
              + index
              + ", offset "
              + offset
              + ", "
              + version.totalBlocks()
              + " blocks");
    }
  }

  static void makeCurrent(Session session, VersionRow version, long fileId, long created)
      throws SQLException {
    session.update(
        "UPDATE versions SET state = 1, file_id = ?, created = ? WHERE version = ?",
        fileId,
        created,
        version.version());
    Tally.include(session, version);
  }

  static void makeGarbage(Session session, VersionRow version) throws SQLException {
    if (version.state() == VersionState.CURRENT) {
      Tally.exclude(session, version);
    }
    session.update("UPDATE versions SET state = 2 WHERE version = ?", version.version());
    removeIfEmpty(session, version.version());
  }

  static void abandon(Session session, long version) throws SQLException {
    Optional<VersionRow> row = VersionRow.find(session, version);
    if (row.isPresent() && row.get().state() == VersionState.PENDING) {
      makeGarbage(session, row.get());
    }
  }

  static List<VersionRecord> pending(Session session) throws SQLException {
    return session.list(
        "SELECT " + VersionRow.COLUMNS + " FROM versions WHERE state = 0 ORDER BY version",
        row -> VersionRow.of(row).toRecord());
  }

  static List<Long> garbage(Session session, long after, int limit) throws SQLException {
    return session.list(
        "SELECT version FROM versions WHERE state = 2 AND version > ? ORDER BY version LIMIT ?",
        row -> row.getLong(1),
        after,
        limit);
  }

  static List<KnownBlock> garbageBlocks(
      Session session, long version, Optional<BlockId> after, int limit) throws SQLException {
    BlockId from = after.orElse(new BlockId(version, -1, 0));
    return session.list(
        """
        SELECT stripe, idx, drive, lost FROM blocks
        WHERE version = ? AND (stripe, idx) > (?, ?)
          AND EXISTS (SELECT 1 FROM versions v WHERE v.version = ? AND v.state = 2)
        ORDER BY stripe, idx LIMIT ?""",
        row ->
            new KnownBlock(
                new BlockId(version, row.getLong(1), row.getInt(2)),
                row.getInt(3),
                row.getBoolean(4),
                VersionState.GARBAGE),
        version,
        from.stripe(),
        from.index(),
        version,
        limit);
  }

  /** Takes time in proportion to the blocks given, however large their versions are. */
  static void forget(Session session, Collection<BlockId> blocks) throws SQLException {
    Map<Integer, Long> bytes = new TreeMap<>();
    TreeSet<Long> versions = new TreeSet<>();
    for (BlockId block : blocks) {
      Optional<KnownBlock> known = StripeQueries.block(session, block);
      if (known.isEmpty() || known.get().state() != VersionState.GARBAGE) {
        continue;
      }
      long length =
          session
              .number(
                  "SELECT block_length FROM stripes WHERE version = ? AND idx = ?",
                  block.version(),
                  block.stripe())
              .orElse(0L);
      bytes.merge(known.get().drive(), -length, Long::sum);
      session.update(
          "DELETE FROM blocks WHERE version = ? AND stripe = ? AND idx = ?",
          block.version(),
          block.stripe(),
          block.index());
      session.update(
          """
          DELETE FROM stripes WHERE version = ?1 AND idx = ?2
            AND NOT EXISTS (SELECT 1 FROM blocks WHERE version = ?1 AND stripe = ?2)""",
          block.version(),
          block.stripe());
      versions.add(block.version());
    }
    for (Map.Entry<Integer, Long> entry : bytes.entrySet()) {
      Tally.addBytes(session, entry.getKey(), entry.getValue());
    }
    for (long version : versions) {
      removeIfEmpty(session, version);
    }
  }

  private static void removeIfEmpty(Session session, long version) throws SQLException {
    if (!session.any("SELECT 1 FROM stripes WHERE version = ? LIMIT 1", version)) {
      session.update("DELETE FROM versions WHERE version = ?", version);
    }
  }
}
