package io.restriper.engine.local.plan;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlBody;
import io.restriper.engine.local.stripe.StripeShape;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The work sets of the phases after REPROTECT, in temporary tables of a connection of its own: they
 * take no room in memory, hold up no writer, cost no sync and vanish with the process. IDs go on
 * from one work set to the next, so that one of an old work set is never taken for another one.
 * Thread-safe.
 */
public final class WorkTables implements AutoCloseable {
  private final Path catalog;
  private Session session;
  private boolean closed;
  private long movesHandedOut;
  private long nextRecode = 1;
  private Encoding target;
  private int blockSize;

  /** The file that stripes are handed out of, and the next one. */
  private Optional<RecodedFile> file = Optional.empty();

  private long nextStripe;

  /**
   * @param catalog the database, which must have been made
   */
  public WorkTables(Path catalog) {
    this.catalog = catalog;
  }

  private record RecodedFile(long first, long source, long version, long size, long stripes) {}

  // --- moves

  void clearMoves() throws IOException {
    with(
        work -> {
          work.update("DELETE FROM temp.moves");
          movesHandedOut =
              work.number("SELECT seq FROM temp.sqlite_sequence WHERE name = 'moves'").orElse(0L);
          return null;
        });
  }

  void addMoves(List<Move> moves) throws IOException {
    with(
        work -> {
          work.execute("BEGIN");
          for (Move move : moves) {
            work.update(
                "INSERT INTO temp.moves (version, stripe, idx, source, target, bytes, goal)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                move.block().version(),
                move.block().stripe(),
                move.block().index(),
                move.from(),
                move.to(),
                move.bytes(),
                move.goal().ordinal());
          }
          work.execute("COMMIT");
          return null;
        });
  }

  /** Moves of blocks of a stripe that are in the work set. */
  List<Move> movesOf(long version, long stripe) throws IOException {
    return with(
        work ->
            work.list(
                "SELECT * FROM temp.moves WHERE version = ? AND stripe = ?",
                WorkTables::move,
                version,
                stripe));
  }

  Work allMoves() throws IOException {
    return with(
        work ->
            work.first(
                    "SELECT coalesce(sum(bytes), 0), count(*) FROM temp.moves",
                    row -> new Work(row.getLong(1), row.getLong(2)))
                .orElseThrow());
  }

  /** The next moves, each handed out once. */
  public List<Move> nextMoves(int limit) throws IOException {
    return with(
        work -> {
          List<Move> moves =
              work.list(
                  "SELECT * FROM temp.moves WHERE id > ? ORDER BY id LIMIT ?",
                  WorkTables::move,
                  movesHandedOut,
                  limit);
          if (!moves.isEmpty()) {
            movesHandedOut = moves.get(moves.size() - 1).id();
          }
          return moves;
        });
  }

  /** A move by its ID; empty if the work set was replaced. */
  public Optional<Move> move(long id) throws IOException {
    return with(work -> work.first("SELECT * FROM temp.moves WHERE id = ?", WorkTables::move, id));
  }

  private static Move move(ResultSet row) throws SQLException {
    return new Move(
        row.getLong(1),
        new BlockId(row.getLong(2), row.getLong(3), row.getInt(4)),
        row.getInt(5),
        row.getInt(6),
        row.getInt(7),
        Move.Goal.values()[row.getInt(8)]);
  }

  // --- stripes on too few nodes

  /** A stripe by its version and its index in it. */
  record StripeId(long version, long stripe) {}

  /**
   * Stripes of files in an encoding that the failure of one node would make unreadable, in order.
   *
   * @param after the last one of the page before; empty for the first page
   */
  List<StripeId> stripesOfNoNodeTolerance(Encoding encoding, Optional<StripeId> after, int limit)
      throws IOException {
    return with(
        work ->
            work.list(
                """
                SELECT s.version, s.idx FROM stripes s CROSS JOIN versions v
                WHERE (s.version, s.idx) > (?, ?) AND s.tolerance = 0
                  AND v.version = s.version AND v.state = 1 AND v.k = ? AND v.m = ?
                ORDER BY s.version, s.idx LIMIT ?""",
                row -> new StripeId(row.getLong(1), row.getLong(2)),
                after.map(StripeId::version).orElse(Long.MIN_VALUE),
                after.map(StripeId::stripe).orElse(0L),
                encoding.dataBlocks(),
                encoding.parityBlocks(),
                limit));
  }

  // --- stripes of another encoding

  /** The size of the largest file in another encoding, in bytes; 0 if there is none. */
  public long largestInOtherEncodings(Encoding encoding) throws IOException {
    return with(
        work ->
            work.number(
                    "SELECT max(size) FROM versions WHERE state = 1 AND (k <> ? OR m <> ?)",
                    encoding.dataBlocks(),
                    encoding.parityBlocks())
                .orElse(0L));
  }

  /**
   * Makes the work set of a change of encoding: all stripes of files in other encodings that are
   * not made yet. Of a file that has all of them the last one is there once more, for the commit.
   *
   * @return how much that is
   */
  public Work planRecodes(Encoding encoding, int fullBlock) throws IOException {
    return with(
        work -> {
          target = encoding;
          blockSize = fullBlock;
          file = Optional.empty();
          work.update("DELETE FROM temp.recodes");
          long first = nextRecode;
          Work total = Work.NONE;
          List<RecodedFile> page;
          long after = Long.MIN_VALUE;
          do {
            page = inOtherEncodings(work, after);
            work.execute("BEGIN");
            for (RecodedFile found : page) {
              after = found.source;
              total = total.plus(left(work, found));
              work.update(
                  "INSERT INTO temp.recodes VALUES (?, ?, ?, ?, ?)",
                  nextRecode,
                  found.source,
                  found.version,
                  found.size,
                  found.stripes);
              nextRecode += found.stripes;
            }
            work.execute("COMMIT");
          } while (!page.isEmpty());
          file = file(work, first);
          nextStripe = 0;
          return total;
        });
  }

  private List<RecodedFile> inOtherEncodings(Session work, long after) throws SQLException {
    return work.list(
        """
        SELECT v.version, coalesce(t.version, 0), v.size
        FROM versions v LEFT JOIN transcodes t ON t.source = v.version
        WHERE v.version > ? AND v.state = 1 AND (v.k <> ? OR v.m <> ?)
        ORDER BY v.version LIMIT 1000""",
        row ->
            new RecodedFile(
                0,
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                StripeShape.count(row.getLong(3), target, blockSize)),
        after,
        target.dataBlocks(),
        target.parityBlocks());
  }

  private Work left(Session work, RecodedFile found) throws SQLException {
    long bytes = StripeShape.bytesFrom(0, found.size, target, blockSize);
    if (found.version == 0) {
      return new Work(bytes, found.stripes);
    }
    Work made =
        work.first(
                "SELECT coalesce(sum(block_length), 0), count(*) FROM stripes WHERE version = ?",
                row -> new Work(row.getLong(1) * target.totalBlocks(), row.getLong(2)),
                found.version)
            .orElseThrow();
    return made.stripes() == found.stripes
        ? new Work(0, 1)
        : new Work(bytes, found.stripes).minus(made);
  }

  private static Optional<RecodedFile> file(Session work, long first) throws SQLException {
    return work.first(
        "SELECT * FROM temp.recodes WHERE id >= ? ORDER BY id LIMIT 1",
        WorkTables::recodedFile,
        first);
  }

  private static RecodedFile recodedFile(ResultSet row) throws SQLException {
    return new RecodedFile(
        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
  }

  /** A stripe to be made, and how much work that is. */
  public record RecodeWork(Recode recode, Work work) {}

  /** The next stripes, file by file, each handed out once. */
  public List<RecodeWork> nextRecodes(int limit) throws IOException {
    return with(
        work -> {
          List<RecodeWork> found = new ArrayList<>();
          while (found.size() < limit && file.isPresent()) {
            RecodedFile from = file.get();
            boolean whole = from.version != 0 && madeStripes(work, from) == from.stripes;
            if (whole && nextStripe == 0) {
              found.add(recode(from, from.stripes - 1, new Work(0, 1)));
              nextStripe = from.stripes;
            } else if (nextStripe < from.stripes && !isMade(work, from)) {
              StripeShape shape = StripeShape.of(nextStripe, from.size, target, blockSize);
              long bytes = (long) shape.blockLength() * target.totalBlocks();
              found.add(recode(from, nextStripe, new Work(bytes, 1)));
            }
            nextStripe++;
            if (nextStripe >= from.stripes) {
              file = file(work, from.first + from.stripes);
              nextStripe = 0;
            }
          }
          return found;
        });
  }

  private RecodeWork recode(RecodedFile from, long stripe, Work amount) {
    return new RecodeWork(
        new Recode(from.first + stripe, from.source, from.size, stripe, target), amount);
  }

  /** Only before the first stripe of a file is handed out, as tasks add to them. */
  private static long madeStripes(Session work, RecodedFile from) throws SQLException {
    return work.number("SELECT count(*) FROM stripes WHERE version = ?", from.version).orElse(0L);
  }

  private boolean isMade(Session work, RecodedFile from) throws SQLException {
    return from.version != 0
        && work.any(
            "SELECT 1 FROM stripes WHERE version = ? AND idx = ?", from.version, nextStripe);
  }

  /** A stripe by its ID; empty if the work set was replaced. */
  public Optional<Recode> recode(long id) throws IOException {
    return with(
        work ->
            work.first(
                    "SELECT * FROM temp.recodes WHERE id <= ? ORDER BY id DESC LIMIT 1",
                    WorkTables::recodedFile,
                    id)
                .filter(found -> id < found.first + found.stripes)
                .map(found -> new Recode(id, found.source, found.size, id - found.first, target)));
  }

  private synchronized <T> T with(SqlBody<T> body) throws IOException {
    if (closed) {
      throw new IOException("the catalog is closed");
    }
    try {
      if (session == null) {
        session = Session.reader(catalog);
        session.execute(
            """
            CREATE TEMP TABLE moves (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              version INTEGER NOT NULL,
              stripe INTEGER NOT NULL,
              idx INTEGER NOT NULL,
              source INTEGER NOT NULL,
              target INTEGER NOT NULL,
              bytes INTEGER NOT NULL,
              goal INTEGER NOT NULL)""");
        session.execute("CREATE INDEX temp.moves_by_stripe ON moves (version, stripe)");
        session.execute(
            """
            CREATE TEMP TABLE recodes (
              id INTEGER PRIMARY KEY,
              source INTEGER NOT NULL,
              version INTEGER NOT NULL,
              size INTEGER NOT NULL,
              stripes INTEGER NOT NULL)""");
      }
      return body.run(session);
    } catch (SQLException e) {
      throw new IOException("the work of the run cannot be looked up: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    if (session != null) {
      session.close();
    }
  }
}
