package io.restriper.engine.local.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.catalog.sql.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Compares the sums that a catalog keeps with what they are the sums of. */
final class CatalogSums {
  private CatalogSums() {}

  static void check(SqliteCatalog catalog) throws IOException {
    catalog
        .writes()
        .write(
            session -> {
              same(
                  session,
                  "SELECT drive || ':' || bytes FROM drive_sums WHERE bytes <> 0 ORDER BY drive",
                  """
                  SELECT drive || ':' || sum(block_length) FROM blocks b
                  JOIN stripes s ON s.version = b.version AND s.idx = b.stripe
                  WHERE drive <> 0 GROUP BY drive ORDER BY drive""");
              same(
                  session,
                  "SELECT drive || ':' || healthy FROM drive_sums WHERE healthy <> 0 ORDER BY drive",
                  """
                  SELECT drive || ':' || count(*) FROM blocks
                  JOIN versions USING (version) WHERE state = 1 AND lost = 0
                  GROUP BY drive ORDER BY drive""");
              same(
                  session,
                  "SELECT blocks FROM lost_sum",
                  "SELECT count(*) FROM blocks JOIN versions USING (version)"
                      + " WHERE state = 1 AND lost = 1");
              same(
                  session,
                  "SELECT tolerance || ':' || stripes FROM tolerance_sums WHERE stripes <> 0"
                      + " ORDER BY tolerance",
                  """
                  SELECT tolerance || ':' || count(*) FROM stripes
                  JOIN versions USING (version) WHERE state = 1
                  GROUP BY tolerance ORDER BY tolerance""");
              same(
                  session,
                  "SELECT k || '+' || m || ':' || versions FROM encoding_sums WHERE versions <> 0"
                      + " ORDER BY k, m",
                  "SELECT k || '+' || m || ':' || count(*) FROM versions WHERE state = 1"
                      + " GROUP BY k, m ORDER BY k, m");
              same(
                  session,
                  "SELECT id || ':' || child_count FROM entries WHERE directory = 1 ORDER BY id",
                  """
                  SELECT d.id || ':' || count(c.id) FROM entries d
                  LEFT JOIN entries c ON c.parent = d.id
                  WHERE d.directory = 1 GROUP BY d.id ORDER BY d.id""");
              return null;
            });
  }

  private static void same(Session session, String kept, String counted) throws SQLException {
    List<String> sums = session.list(kept, row -> row.getString(1));
    assertThat(sums).as(kept).isEqualTo(session.list(counted, row -> row.getString(1)));
  }
}
