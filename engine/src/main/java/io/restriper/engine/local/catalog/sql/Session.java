package io.restriper.engine.local.catalog.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * A connection with its prepared statements, so that each SQL text is compiled once. Transactions
 * are begun and ended with SQL. Not thread-safe; a statement must not be used again inside the
 * mapping of its own rows.
 */
public final class Session implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;
  private static final int WRITER_CACHE_KIB = 16 * 1024;
  private static final int READER_CACHE_KIB = 4 * 1024;
  private static final int KEPT_WAL_BYTES = 64 * 1024 * 1024;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** Whether a commit syncs the log; so it is when a session for writing begins. */
  private boolean syncing = true;

  private Session(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a database for writing, and makes it if it is not there: write-ahead log, every commit
   * synced to the disk.
   */
  public static Session writer(Path file) throws SQLException {
    SQLiteConfig config = config(WRITER_CACHE_KIB);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setJournalSizeLimit(KEPT_WAL_BYTES);
    // What a savepoint would put back is as large as a few pages, and a file for it would cost more
    // than the write.
    config.setTempStore(TempStore.MEMORY);
    return open(file, config);
  }

  /** Opens a database that a writer has open already, for reading and for temporary tables. */
  public static Session reader(Path file) throws SQLException {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setReadOnly(true);
    return open(file, config);
  }

  private static SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-cacheKib);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Session open(Path file, SQLiteConfig config) throws SQLException {
    return new Session(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
  }

  /** For tests that count what SQLite does. */
  Connection connection() {
    return connection;
  }

  /** Runs a statement without parameters that is not kept, such as one that begins or commits. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement without a result that is kept, because it is run again and again. */
  void run(String sql) throws SQLException {
    bind(sql).execute();
  }

  /** Runs a statement that changes rows and says how many. */
  public long update(String sql, Object... arguments) throws SQLException {
    return bind(sql, arguments).executeUpdate();
  }

  /** All rows of a query; only for results that are bounded. */
  public <T> List<T> list(String sql, RowMapper<T> mapper, Object... arguments)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(mapper.map(row)), arguments);
    return rows;
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... arguments)
      throws SQLException {
    try (ResultSet row = bind(sql, arguments).executeQuery()) {
      return row.next() ? Optional.of(mapper.map(row)) : Optional.empty();
    }
  }

  /** The number in the first column of the first row; empty if there is no row or it is null. */
  public Optional<Long> number(String sql, Object... arguments) throws SQLException {
    try (ResultSet row = bind(sql, arguments).executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      long value = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
  }

  /**
   * Whether commits of a session for writing sync the write-ahead log from here on. One that does
   * makes those before it durable too, for they are in the same file. Not within a transaction.
   */
  void syncCommits(boolean sync) throws SQLException {
    if (sync != syncing) {
      execute("PRAGMA synchronous = " + (sync ? SynchronousMode.FULL : SynchronousMode.NORMAL));
      syncing = sync;
    }
  }

  /** Whether a query has a row. */
  public boolean any(String sql, Object... arguments) throws SQLException {
    try (ResultSet row = bind(sql, arguments).executeQuery()) {
      return row.next();
    }
  }

  /** Goes through the rows of a query, one at a time. */
  public void each(String sql, RowReader reader, Object... arguments) throws SQLException {
    try (ResultSet row = bind(sql, arguments).executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private PreparedStatement bind(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes a row. */
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
