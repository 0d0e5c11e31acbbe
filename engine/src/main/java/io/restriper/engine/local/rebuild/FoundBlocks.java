package io.restriper.engine.local.rebuild;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks that were found on the drives, in a scratch database, so that millions of them can be
 * put in order without holding them in memory. Not thread-safe.
 */
public final class FoundBlocks implements AutoCloseable {
  private static final int BATCH = 10_000;

  /**
   * Versions by their stripes. Checksums do not keep blocks from contradicting each other: somebody
   * may have made them. So a version tells whether its blocks agree, and its encoding is that of
   * one block and not put together of two.
   */
  private static final String VERSIONS =
      """
      WITH stripes AS (
        SELECT version, stripe, COUNT(*) AS blocks, MAX(file_id) AS file_id,
          MIN(path) AS path, MIN(path) = MAX(path)
            AND MIN(k * 256 + m) = MAX(k * 256 + m)
            AND MIN(offset) = MAX(offset) AND MIN(length) = MAX(length)
            AND MIN(block_length) = MAX(block_length) AND MIN(last) = MAX(last) AS agreed,
          MIN(k * 256 + m) AS encoding, MAX(created) AS created, MAX(modified) AS modified,
          MIN(offset) AS offset, MIN(length) AS length, MAX(last) AS last
        FROM found GROUP BY version, stripe),
      placed AS (
        SELECT *, offset = SUM(length) OVER (
            PARTITION BY version ORDER BY stripe ROWS UNBOUNDED PRECEDING) - length AS next
        FROM stripes)
      SELECT version, MAX(file_id), MIN(path), MIN(encoding) / 256, MIN(encoding) % 256,
        MAX(created), MAX(modified), COUNT(*), SUM(blocks), MIN(blocks), MAX(stripe),
        SUM(last) = 1 AND MAX(last * stripe) = MAX(stripe)
          AND MIN(agreed) AND MIN(next)
          AND MIN(path) = MAX(path) AND MIN(encoding) = MAX(encoding)
      FROM placed GROUP BY version ORDER BY version DESC""";

  private final Connection connection;
  private final PreparedStatement insert;
  private int batched;

  private FoundBlocks(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute(
          "CREATE TABLE found (version INTEGER, stripe INTEGER, idx INTEGER, drive INTEGER,"
              + " file_id INTEGER, path TEXT, k INTEGER, m INTEGER, created INTEGER,"
              + " modified INTEGER, offset INTEGER, length INTEGER, block_length INTEGER,"
              + " last INTEGER, PRIMARY KEY (version, stripe, idx)) WITHOUT ROWID");
    }
    connection.setAutoCommit(false);
    insert =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /**
   * Makes the scratch database.
   *
   * @param file must not be there
   */
  public static FoundBlocks create(Path file) throws IOException {
    try {
      return new FoundBlocks(DriverManager.getConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw new IOException("the scratch database cannot be made: " + e.getMessage(), e);
    }
  }

  /** Takes note of a block; a second copy of the same one is passed over. */
  public void add(BlockHeader header, int drive) throws IOException {
    try {
      long[] numbers = {
        header.block().version(),
        header.block().stripe(),
        header.block().index(),
        drive,
        header.fileId()
      };
      for (int i = 0; i < numbers.length; i++) {
        insert.setLong(i + 1, numbers[i]);
      }
      insert.setString(6, header.path().toString());
      long[] rest = {
        header.encoding().dataBlocks(),
        header.encoding().parityBlocks(),
        header.created(),
        header.modified(),
        header.stripeOffset(),
        header.stripeLength(),
        header.blockLength(),
        header.last() ? 1 : 0
      };
      for (int i = 0; i < rest.length; i++) {
        insert.setLong(i + 7, rest[i]);
      }
      insert.addBatch();
      if (++batched >= BATCH) {
        flush();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void flush() throws SQLException {
    insert.executeBatch();
    connection.commit();
    batched = 0;
  }

  /**
   * A version as it was found.
   *
   * @param stripes how many are there, with however many blocks
   * @param blocks how many are there
   * @param whole whether every stripe up to the last has k blocks or more
   */
  public record FoundVersion(VersionRecord version, long stripes, long blocks, boolean whole) {}

  /** What is done with a version. */
  public interface Visitor {
    void visit(FoundVersion version) throws IOException;
  }

  /** Goes through all versions, the newest first. */
  public void versions(Visitor visitor) throws IOException {
    try {
      flush();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(VERSIONS)) {
        while (rows.next()) {
          visitor.visit(version(rows));
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static FoundVersion version(ResultSet row) throws SQLException {
    Encoding encoding = new Encoding(row.getInt(4), row.getInt(5));
    VersionRecord version =
        new VersionRecord(
            row.getLong(1),
            row.getLong(2),
            VolumePath.parse(row.getString(3)),
            encoding,
            row.getLong(6),
            row.getLong(7));
    long stripes = row.getLong(8);
    boolean whole =
        row.getLong(12) == 1
            && row.getLong(11) == stripes - 1
            && row.getInt(10) >= encoding.dataBlocks();
    return new FoundVersion(version, stripes, row.getLong(9), whole);
  }

  /** Stripes of a version from an index on, in order. */
  public List<StripeRecord> stripes(VersionRecord version, long from, int limit)
      throws IOException {
    String sql =
        "SELECT stripe, idx, drive, offset, length, block_length, last FROM found"
            + " WHERE version = ? AND stripe >= ? AND stripe < ? ORDER BY stripe, idx";
    List<StripeRecord> stripes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, version.version());
      select.setLong(2, from);
      select.setLong(3, from + limit);
      try (ResultSet rows = select.executeQuery()) {
        Placement[] places = null;
        while (rows.next()) {
          long index = rows.getLong(1);
          if (stripes.isEmpty() || stripes.get(stripes.size() - 1).index() != index) {
            places = new Placement[version.encoding().totalBlocks()];
            Arrays.fill(places, Placement.NOWHERE);
          } else {
            stripes.remove(stripes.size() - 1);
          }
          places[rows.getInt(2)] = new Placement(rows.getInt(3), false);
          stripes.add(
              new StripeRecord(
                  version.version(),
                  index,
                  rows.getLong(4),
                  rows.getLong(5),
                  rows.getInt(6),
                  rows.getInt(7) == 1,
                  0,
                  List.of(places)));
        }
      }
      return stripes;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("the scratch database failed: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
