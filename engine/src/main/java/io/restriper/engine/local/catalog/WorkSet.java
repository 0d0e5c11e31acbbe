package io.restriper.engine.local.catalog;

import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.sql.NodeTolerance;
import io.restriper.engine.local.catalog.sql.NotHealthy;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlBody;
import io.restriper.engine.local.catalog.sql.SqlFailures;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 * the order in which they are found; those of one level of urgency after those of another are
 * handed out, each by walking on. IDs go on from one work set to the next, so that one of an old
 * work set is never taken for another stripe. Thread-safe.
 */
final class WorkSet implements AutoCloseable {
  static final String TABLE =
      """
      CREATE TEMP TABLE work (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        version INTEGER NOT NULL,
        stripe INTEGER NOT NULL,
        remaining INTEGER NOT NULL,
        bytes INTEGER NOT NULL)""";

  private static final int REMEMBERED_PLACEMENTS = 10_000;
  private static final int TOLERANCE_PAGE = 2_000;

  private final Path file;
  private final SqlFailures failures;
  private Session session;
  private boolean closed;

  /** Goes up with every plan. */
  private long plans;

  private SortedMap<Integer, Work> levels = Collections.emptySortedMap();

  /** What is left to be handed out: the levels after this one, and of it what is after an ID. */
  private int level;

  private long handedOut = Long.MAX_VALUE;

  WorkSet(Path file, SqlFailures failures) {
    this.file = file;
    this.failures = failures;
  }

  static OptionalInt leastRemaining(Session session, Set<Integer> awayDrives) throws SQLException {
    NotHealthy stripes = NotHealthy.of(session, awayDrives);
    return session
        .number("SELECT min(v.m - b.missing)" + stripes.sql(), stripes.arguments())
        .map(least -> OptionalInt.of(least.intValue()))
        .orElse(OptionalInt.empty());
  }

  WorkSummary plan(Set<Integer> awayDrives) throws IOException {
    return with(
        work -> {
          handedOut = Long.MAX_VALUE;
          plans++;
          work.execute("BEGIN");
          try {
            levels = fill(work, awayDrives);
            work.execute("COMMIT");
          } catch (SQLException e) {
            levels = Collections.emptySortedMap();
            work.execute("ROLLBACK");
            throw e;
          }
          if (levels.isEmpty()) {
            return new WorkSummary(0, 0, OptionalInt.empty());
          }
          level = levels.firstKey();
          handedOut = 0;
          Work all = levels.values().stream().reduce(Work.NONE, Work::plus);
          return new WorkSummary(all.bytes(), all.stripes(), OptionalInt.of(level));
        });
  }

  /**
   * Makes the rows, in place of those that are there.
   *
   * @param work with the table, in a transaction
   * @return sums by remaining failures
   */
  static SortedMap<Integer, Work> fill(Session work, Set<Integer> awayDrives) throws SQLException {
    NotHealthy stripes = NotHealthy.of(work, awayDrives);
    work.update("DELETE FROM temp.work");
    work.update(
        """
        INSERT INTO temp.work (version, stripe, remaining, bytes)
        SELECT b.version, b.stripe, v.m - b.missing, b.missing * s.block_length"""
            + stripes.sql()
            + "CROSS JOIN stripes s ON s.version = b.version AND s.idx = b.stripe",
        stripes.arguments());
    return sums(work);
  }

  private static SortedMap<Integer, Work> sums(Session work) throws SQLException {
    SortedMap<Integer, Work> sums = new TreeMap<>();
    // Mostly all stripes can lose as many blocks; only if not, they need to be sorted.
    boolean several =
        work.first(
                """
                SELECT max(remaining), sum(bytes), count(*), min(remaining) FROM temp.work
                HAVING count(*) > 0""",
                row -> {
                  add(sums, row);
                  return row.getInt(4) < row.getInt(1);
                })
            .orElse(false);
    if (several) {
      sums.clear();
      work.each(
          "SELECT remaining, sum(bytes), count(*) FROM temp.work GROUP BY remaining",
          row -> add(sums, row));
    }
    return sums;
  }

  private static void add(SortedMap<Integer, Work> sums, ResultSet row) throws SQLException {
    sums.put(row.getInt(1), new Work(row.getLong(2), row.getLong(3)));
  }

  List<WorkItem> next(int limit) throws IOException {
    return with(
        work -> {
          List<WorkItem> items = new ArrayList<>();
          while (handedOut < Long.MAX_VALUE && items.size() < limit) {
            List<WorkItem> found =
                work.list(
                    """
                    SELECT id, version, stripe, remaining, bytes FROM temp.work
                    WHERE id > ? AND remaining = ? ORDER BY id LIMIT ?""",
                    WorkSet::item,
                    handedOut,
                    level,
                    limit - items.size());
            items.addAll(found);
            if (!found.isEmpty()) {
              handedOut = found.get(found.size() - 1).id();
            }
            if (items.size() < limit) {
              nextLevel();
            }
          }
          return items;
        });
  }

  private void nextLevel() {
    SortedMap<Integer, Work> after = levels.tailMap(level + 1);
    handedOut = after.isEmpty() ? Long.MAX_VALUE : 0;
    level = after.isEmpty() ? level : after.firstKey();
  }

  synchronized SortedMap<Integer, Work> byRemaining() {
    return new TreeMap<>(levels);
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

  /**
   * Goes through the work set, but no further than to the first stripe that bears nothing, and lets
   * others at it in between.
   */
  OptionalInt leastNodeTolerance(Set<Integer> awayDrives) throws IOException {
    while (true) {
      Tolerances known = new Tolerances(awayDrives);
      if (look(known)) {
        return known.least == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(known.least);
      }
    }
  }

  /** False if the work set was replaced meanwhile. */
  private boolean look(Tolerances known) throws IOException {
    long plan = plan();
    long end = with(work -> work.number("SELECT max(id) FROM temp.work").orElse(0L));
    long from = with(work -> work.number("SELECT min(id) FROM temp.work").orElse(1L));
    for (; from <= end && known.least > 0; from += TOLERANCE_PAGE) {
      long page = from;
      with(
          work -> {
            known.look(work, page);
            return null;
          });
    }
    return plan == plan();
  }

  private synchronized long plan() {
    return plans;
  }

  /** Stripes by the thousand lie on the same drives. */
  private static final class Tolerances {
    private final Set<Integer> awayDrives;
    private final Map<String, Integer> known = new HashMap<>();
    private int least = Integer.MAX_VALUE;

    Tolerances(Set<Integer> awayDrives) {
      this.awayDrives = awayDrives;
    }

    void look(Session work, long from) throws SQLException {
      NodeTolerance tolerance = new NodeTolerance(work);
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
            least = Math.min(least, one);
          },
          StripeQueries.json(awayDrives),
          from,
          from + TOLERANCE_PAGE - 1);
    }
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
        session.execute(TABLE);
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
