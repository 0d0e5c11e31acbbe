package io.restriper.engine.local.catalog;

import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.sql.NodeTolerance;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlBody;
import io.restriper.engine.local.catalog.sql.SqlFailures;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The work set of REPROTECT, in a temporary table of a connection of its own: it takes no room in
 * memory, holds up no writer, costs no sync and vanishes with the process. Its rows are stored in
 * the order of their urgency, so that handing them out is walking on, and IDs go on from one work
 * set to the next, so that one of an old work set is never taken for another stripe. Thread-safe.
 */
final class WorkSet implements AutoCloseable {
  /**
   * Stripes of versions that are kept with their blocks not healthy, each away drive looked up
   * once.
   */
  private static final String NOT_HEALTHY =
      """
      FROM (
        SELECT version, stripe, count(*) AS missing FROM (
          SELECT version, stripe FROM blocks INDEXED BY blocks_lost WHERE lost = 1
          UNION ALL
          SELECT version, stripe FROM blocks INDEXED BY blocks_by_drive
          WHERE drive IN (SELECT value FROM json_each(?)) AND lost = 0)
        GROUP BY version, stripe) b
      CROSS JOIN versions v ON v.version = b.version AND v.state IN (1, 3)
      """;

  private static final int REMEMBERED_PLACEMENTS = 10_000;
  private static final int TOLERANCE_PAGE = 10_000;

  private final Path file;
  private final SqlFailures failures;
  private Session session;
  private boolean closed;
  private long handedOut;

  WorkSet(Path file, SqlFailures failures) {
    this.file = file;
    this.failures = failures;
  }

  static OptionalInt leastRemaining(Session session, Set<Integer> awayDrives) throws SQLException {
    return session
        .number("SELECT min(v.m - b.missing) " + NOT_HEALTHY, StripeQueries.json(awayDrives))
        .map(least -> OptionalInt.of(least.intValue()))
        .orElse(OptionalInt.empty());
  }

  WorkSummary plan(Set<Integer> awayDrives) throws IOException {
    return with(
        work -> {
          handedOut = Long.MAX_VALUE;
          work.update("DELETE FROM temp.work");
          work.update(
              """
              INSERT INTO temp.work (version, stripe, remaining, bytes)
              SELECT b.version, b.stripe, v.m - b.missing, b.missing * s.block_length
              """
                  + NOT_HEALTHY
                  + """
                    CROSS JOIN stripes s ON s.version = b.version AND s.idx = b.stripe
                    ORDER BY 3, 1, 2""",
              StripeQueries.json(awayDrives));
          WorkSummary summary =
              work.first(
                      "SELECT coalesce(sum(bytes), 0), count(*), min(remaining) FROM temp.work",
                      WorkSet::summary)
                  .orElseThrow();
          handedOut = 0;
          return summary;
        });
  }

  private static WorkSummary summary(ResultSet row) throws SQLException {
    long stripes = row.getLong(2);
    return new WorkSummary(
        row.getLong(1),
        stripes,
        stripes == 0 ? OptionalInt.empty() : OptionalInt.of(row.getInt(3)));
  }

  List<WorkItem> next(int limit) throws IOException {
    return with(
        work -> {
          List<WorkItem> items =
              work.list(
                  """
                  SELECT id, version, stripe, remaining, bytes FROM temp.work
                  WHERE id > ? ORDER BY id LIMIT ?""",
                  WorkSet::item,
                  handedOut,
                  limit);
          if (!items.isEmpty()) {
            handedOut = items.get(items.size() - 1).id();
          }
          return items;
        });
  }

  SortedMap<Integer, Work> byRemaining() throws IOException {
    return with(
        work -> {
          SortedMap<Integer, Work> sums = new TreeMap<>();
          work.each(
              "SELECT remaining, sum(bytes), count(*) FROM temp.work GROUP BY remaining",
              row -> sums.put(row.getInt(1), new Work(row.getLong(2), row.getLong(3))));
          return sums;
        });
  }

  Optional<WorkItem> item(long id) throws IOException {
    return with(
        work ->
            work.first(
                "SELECT id, version, stripe, remaining, bytes FROM temp.work WHERE id = ?",
                WorkSet::item,
                id));
  }

  private static WorkItem item(ResultSet row) throws SQLException {
    return new WorkItem(
        row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getLong(5));
  }

  /** Goes through the work set, but no further than to the first stripe that bears nothing. */
  OptionalInt leastNodeTolerance(Set<Integer> awayDrives) throws IOException {
    return with(
        work -> {
          NodeTolerance tolerance = new NodeTolerance(work);
          long end = work.number("SELECT max(id) FROM temp.work").orElse(0L);
          long from = work.number("SELECT min(id) FROM temp.work").orElse(1L);
          // Stripes by the thousand lie on the same drives.
          Map<String, Integer> known = new HashMap<>();
          int least = Integer.MAX_VALUE;
          for (; from <= end && least > 0; from += TOLERANCE_PAGE) {
            least = Math.min(least, leastOfPage(work, from, awayDrives, tolerance, known));
          }
          return least == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(least);
        });
  }

  private static int leastOfPage(
      Session work,
      long from,
      Set<Integer> awayDrives,
      NodeTolerance tolerance,
      Map<String, Integer> known)
      throws SQLException {
    int[] least = {Integer.MAX_VALUE};
    work.each(
        """
        SELECT v.k, group_concat(
          CASE WHEN b.lost OR b.drive IN (SELECT value FROM json_each(?)) THEN 0
          ELSE b.drive END)
        FROM temp.work w
          CROSS JOIN versions v ON v.version = w.version AND v.state IN (1, 3)
          CROSS JOIN blocks b ON b.version = w.version AND b.stripe = w.stripe
        WHERE w.id BETWEEN ? AND ?
        GROUP BY w.id""",
        row -> {
          String places = row.getInt(1) + ":" + row.getString(2);
          Integer one = known.get(places);
          if (one == null) {
            one = tolerance.of(row.getInt(1), drives(row.getString(2)));
            if (known.size() < REMEMBERED_PLACEMENTS) {
              known.put(places, one);
            }
          }
          least[0] = Math.min(least[0], one);
        },
        StripeQueries.json(awayDrives),
        from,
        from + TOLERANCE_PAGE - 1);
    return least[0];
  }

  private static int[] drives(String list) {
    return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private synchronized <T> T with(SqlBody<T> body) throws IOException {
    if (closed) {
      throw failures.closed();
    }
    try {
      if (session == null) {
        session = Session.reader(file);
        session.execute(
            """
            CREATE TEMP TABLE work (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              version INTEGER NOT NULL,
              stripe INTEGER NOT NULL,
              remaining INTEGER NOT NULL,
              bytes INTEGER NOT NULL)""");
      }
      return body.run(session);
    } catch (SQLException e) {
      throw failures.of(e);
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
