package io.restriper.engine.local.catalog.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few connections for reading, made when they are needed. Each read sees one state of the
 * database and does not wait for the writer. Thread-safe; an interrupted thread reads on and stays
 * interrupted.
 */
public final class ReaderPool implements AutoCloseable {
  private static final int SESSIONS = 4;

  private final Path file;
  private final SqlFailures failures;
  private final Semaphore free = new Semaphore(SESSIONS, true);
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  public ReaderPool(Path file, SqlFailures failures) {
    this.file = file;
    this.failures = failures;
  }

  /**
   * Reads, and returns what the body returns.
   *
   * @throws IOException if the database cannot be read or the pool is closed
   */
  public <T> T read(SqlBody<T> body) throws IOException {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw failures.closed();
      }
      Session session = idle.poll();
      if (session == null) {
        session = Session.reader(file);
      }
      return read(session, body);
    } catch (SQLException e) {
      throw failures.of(e);
    } finally {
      free.release();
    }
  }

  private <T> T read(Session session, SqlBody<T> body) throws SQLException {
    boolean usable = false;
    try {
      session.execute("BEGIN");
      T result = body.run(session);
      session.execute("COMMIT");
      usable = true;
      return result;
    } finally {
      if (usable) {
        idle.push(session);
      } else {
        // Its transaction may still be open: cheaper to make another one than to find out.
        session.close();
      }
    }
  }

  /** Waits for the reads that are under way. */
  @Override
  public void close() throws SQLException {
    closed = true;
    free.acquireUninterruptibly(SESSIONS);
    try {
      for (Session session = idle.poll(); session != null; session = idle.poll()) {
        session.close();
      }
    } finally {
      free.release(SESSIONS);
    }
  }
}
