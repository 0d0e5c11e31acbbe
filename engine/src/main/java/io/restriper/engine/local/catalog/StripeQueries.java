package io.restriper.engine.local.catalog;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.catalog.sql.NodeTolerance;
import io.restriper.engine.local.catalog.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stripes and the places of their blocks. */
final class StripeQueries {
  private static final String COLUMNS =
      "idx, offset, length, block_length, last, epoch FROM stripes ";

  private static final long NEIGHBOURS = 256;

  private StripeQueries() {}

  static List<StripeRecord> stripes(Session session, long version, long from, int limit)
      throws SQLException {
    Optional<VersionRow> row = VersionRow.find(session, version);
    if (row.isEmpty()) {
      return List.of();
    }
    List<StripeRecord> bare =
        session.list(
            "SELECT " + COLUMNS + "WHERE version = ? AND idx >= ? ORDER BY idx LIMIT ?",
            stripe -> withoutPlaces(version, stripe),
            version,
            from,
            limit);
    return withPlaces(session, row.get(), bare);
  }

  static Optional<StripeRecord> stripeAt(Session session, long version, long offset)
      throws SQLException {
    Optional<VersionRow> row = VersionRow.find(session, version);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    List<StripeRecord> bare =
        session.list(
            "SELECT " + COLUMNS + "WHERE version = ? AND offset <= ? ORDER BY offset DESC LIMIT 1",
            stripe -> withoutPlaces(version, stripe),
            version,
            offset);
    return withPlaces(session, row.get(), bare).stream()
        .filter(stripe -> offset - stripe.offset() < stripe.length())
        .findFirst();
  }

  private static StripeRecord withoutPlaces(long version, ResultSet row) throws SQLException {
    return new StripeRecord(
        version,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getInt(4),
        row.getBoolean(5),
        row.getLong(6),
        List.of());
  }

  private static List<StripeRecord> withPlaces(
      Session session, VersionRow version, List<StripeRecord> bare) throws SQLException {
    if (bare.isEmpty()) {
      return bare;
    }
    Map<Long, Placement[]> places = new HashMap<>();
    for (StripeRecord stripe : bare) {
      Placement[] none = new Placement[version.totalBlocks()];
      // Blocks of garbage that are forgotten already have no row, and are nowhere.
      Arrays.fill(none, Placement.NOWHERE);
      places.put(stripe.index(), none);
    }
    session.each(
        "SELECT stripe, idx, drive, lost FROM blocks WHERE version = ? AND stripe BETWEEN ? AND ?",
        row ->
            places.get(row.getLong(1))[row.getInt(2)] =
                new Placement(row.getInt(3), row.getBoolean(4)),
        version.version(),
        bare.get(0).index(),
        bare.get(bare.size() - 1).index());
    return bare.stream().map(stripe -> withPlaces(stripe, places.get(stripe.index()))).toList();
  }

  private static StripeRecord withPlaces(StripeRecord stripe, Placement[] places) {
    return new StripeRecord(
        stripe.version(),
        stripe.index(),
        stripe.offset(),
        stripe.length(),
        stripe.blockLength(),
        stripe.last(),
        stripe.epoch(),
        List.of(places));
  }

  static Optional<KnownBlock> block(Session session, BlockId block) throws SQLException {
    return session.first(
        """
        SELECT b.drive, b.lost, v.state FROM blocks b JOIN versions v ON v.version = b.version
        WHERE b.version = ? AND b.stripe = ? AND b.idx = ?""",
        row ->
            new KnownBlock(
                block, row.getInt(1), row.getBoolean(2), VersionRow.state(row.getInt(3))),
        block.version(),
        block.stripe(),
        block.index());
  }

  static List<PlacedBlock> blocksOn(Session session, int drive, Optional<BlockId> after, int limit)
      throws SQLException {
    BlockId from = after.orElse(new BlockId(Long.MIN_VALUE, 0, 0));
    return session.list(
        """
        SELECT b.version, b.stripe, b.idx, s.block_length, v.modified
        FROM blocks b INDEXED BY blocks_by_drive
          CROSS JOIN versions v ON v.version = b.version AND v.state IN (1, 3)
          CROSS JOIN stripes s ON s.version = b.version AND s.idx = b.stripe
        WHERE b.drive = ? AND b.lost = 0 AND (b.version, b.stripe, b.idx) > (?, ?, ?)
        ORDER BY b.version, b.stripe, b.idx LIMIT ?""",
        row ->
            new PlacedBlock(
                new BlockId(row.getLong(1), row.getLong(2), row.getInt(3)),
                row.getInt(4),
                row.getLong(5)),
        drive,
        from.version(),
        from.stripe(),
        from.index(),
        limit);
  }

  /** Asks for neighbouring stripes at once, as there are thousands of blocks mostly. */
  static Set<BlockId> keptOn(Session session, int drive, Collection<BlockId> blocks)
      throws SQLException {
    String neighbourhoods =
        blocks.stream()
            .map(block -> "[" + block.version() + "," + block.stripe() / NEIGHBOURS + "]")
            .distinct()
            .collect(Collectors.joining(",", "[", "]"));
    Set<BlockId> kept = new HashSet<>();
    session.each(
        """
        SELECT b.version, b.stripe, b.idx
        FROM (SELECT value ->> 0 AS version, value ->> 1 AS at FROM json_each(?)) n
          CROSS JOIN versions v ON v.version = n.version AND v.state IN (1, 3)
          CROSS JOIN blocks b INDEXED BY blocks_by_drive
            ON b.drive = ? AND b.lost = 0 AND b.version = n.version
              AND b.stripe >= n.at * ? AND b.stripe < (n.at + 1) * ?""",
        row -> kept.add(new BlockId(row.getLong(1), row.getLong(2), row.getInt(3))),
        neighbourhoods,
        drive,
        NEIGHBOURS,
        NEIGHBOURS);
    kept.retainAll(blocks instanceof Set ? blocks : Set.copyOf(blocks));
    return kept;
  }

  static OptionalInt fewestStored(Session session, long version, Set<Integer> withoutDrives)
      throws SQLException {
    return session
        .number(
            """
            SELECT min(stored) FROM (
              SELECT sum(lost = 0 AND drive NOT IN (SELECT value FROM json_each(?))) AS stored
              FROM blocks WHERE version = ? GROUP BY stripe)""",
            json(withoutDrives),
            version)
        .map(fewest -> OptionalInt.of(fewest.intValue()))
        .orElse(OptionalInt.empty());
  }

  static boolean markLost(Session session, BlockId block, int drive) throws SQLException {
    long marked =
        session.update(
            """
            UPDATE blocks SET lost = 1
            WHERE version = ? AND stripe = ? AND idx = ? AND drive = ? AND lost = 0""",
            block.version(),
            block.stripe(),
            block.index(),
            drive);
    if (marked == 0) {
      return false;
    }
    session.update(
        "UPDATE stripes SET epoch = epoch + 1 WHERE version = ? AND idx = ?",
        block.version(),
        block.stripe());
    moveToLost(session, block.version(), drive, 1);
    return true;
  }

  static void markVersionLost(Session session, long version, int drive) throws SQLException {
    session.update(
        """
        UPDATE stripes SET epoch = epoch + 1 WHERE version = ?1 AND idx IN (
          SELECT stripe FROM blocks WHERE drive = ?2 AND lost = 0 AND version = ?1)""",
        version,
        drive);
    long marked =
        session.update(
            "UPDATE blocks SET lost = 1 WHERE drive = ? AND lost = 0 AND version = ?",
            drive,
            version);
    if (marked > 0) {
      moveToLost(session, version, drive, marked);
    }
  }

  private static void moveToLost(Session session, long version, int drive, long blocks)
      throws SQLException {
    if (isCurrent(session, version)) {
      Tally.addHealthy(session, drive, -blocks);
      Tally.addLost(session, blocks);
    }
  }

  static boolean isCurrent(Session session, long version) throws SQLException {
    return session.any("SELECT 1 FROM versions WHERE version = ? AND state = 1", version);
  }

  static boolean replace(
      Session session, long version, long stripe, long epoch, List<NewPlace> places)
      throws SQLException {
    Optional<VersionRow> row = VersionRow.find(session, version);
    if (row.isEmpty() || !row.get().state().isKept()) {
      return false;
    }
    boolean current = row.get().state() == VersionState.CURRENT;
    List<StripeRecord> found = stripes(session, version, stripe, 1);
    if (found.isEmpty() || found.get(0).index() != stripe || found.get(0).epoch() != epoch) {
      return false;
    }
    StripeRecord before = found.get(0);
    List<Placement> placements = new ArrayList<>(before.placements());
    for (NewPlace place : places) {
      move(session, before, placements.get(place.index()), place, current);
      placements.set(place.index(), new Placement(place.drive(), false));
    }
    recordTolerance(session, row.get(), stripe, placements, current);
    return true;
  }

  private static void move(
      Session session, StripeRecord stripe, Placement from, NewPlace to, boolean current)
      throws SQLException {
    if (to.drive() < 1) {
      throw new IllegalArgumentException("a block's place cannot be drive " + to.drive());
    }
    session.update(
        "UPDATE blocks SET drive = ?, lost = 0 WHERE version = ? AND stripe = ? AND idx = ?",
        to.drive(),
        stripe.version(),
        stripe.index(),
        to.index());
    Tally.addBytes(session, from.drive(), -stripe.blockLength());
    Tally.addBytes(session, to.drive(), stripe.blockLength());
    if (!current) {
      return;
    }
    if (from.lost()) {
      Tally.addLost(session, -1);
    } else {
      Tally.addHealthy(session, from.drive(), -1);
    }
    Tally.addHealthy(session, to.drive(), 1);
  }

  private static void recordTolerance(
      Session session, VersionRow version, long stripe, List<Placement> placements, boolean current)
      throws SQLException {
    long before =
        session
            .number(
                "SELECT tolerance FROM stripes WHERE version = ? AND idx = ?",
                version.version(),
                stripe)
            .orElseThrow();
    int after =
        new NodeTolerance(session)
            .of(version.dataBlocks(), placements.stream().mapToInt(Placement::drive).toArray());
    session.update(
        "UPDATE stripes SET epoch = epoch + 1, tolerance = ? WHERE version = ? AND idx = ?",
        after,
        version.version(),
        stripe);
    if (current && before != after) {
      Tally.addTolerance(session, (int) before, -1);
      Tally.addTolerance(session, after, 1);
    }
  }

  /** Numbers as SQLite's json_each takes them, so that a set is one parameter. */
  static String json(Set<Integer> numbers) {
    return new ArrayList<>(new TreeSet<>(numbers)).toString();
  }
}
