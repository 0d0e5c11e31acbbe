package io.restriper.engine.local.catalog.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All writes, one after another on one thread, with their commits grouped: what has queued up while
 * a commit was being synced shares the next one, so that many writers cost few syncs, and a lone
 * writer waits for nobody. A body that fails is undone alone: those that share a commit run in a
 * savepoint each. Thread-safe; an interrupted caller waits on, because its write cannot be called
 * back, and stays interrupted.
 */
public final class WriteQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
  private static final int MAX_GROUP = 256;

  /**
   * A log longer than this is one that readers, following close on each other, keep from ending.
   */
  private static final long LONG_LOG_BYTES = 256L * 1024 * 1024;

  private final Opener opener;
  private final SqlFailures failures;
  private final long longLogBytes;
  private final Path log;
  private final LinkedBlockingQueue<Entry<?>> queue = new LinkedBlockingQueue<>();
  private final Entry<Void> end = new Entry<>(session -> null, false);
  private final AtomicLong syncs = new AtomicLong();
  private final Thread thread;
  private final Object gate = new Object();
  private boolean closed;

  /** Only used by the thread; null after it broke and before it is needed again. */
  private Session session;

  /** Only used by the thread. */
  private long logLimit;

  /**
   * Starts the thread.
   *
   * @param file the database
   * @param first the session to begin with; belongs to the queue from now on
   * @param opener makes another one when that one has broken
   */
  public WriteQueue(Path file, Session first, Opener opener, SqlFailures failures) {
    this(file, first, opener, failures, LONG_LOG_BYTES);
  }

  WriteQueue(Path file, Session first, Opener opener, SqlFailures failures, long longLogBytes) {
    this.session = first;
    this.opener = opener;
    this.failures = failures;
    this.longLogBytes = longLogBytes;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.logLimit = longLogBytes;
    this.thread = new Thread(this::work, "catalog-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes a session for writing. */
  @FunctionalInterface
  public interface Opener {
    Session open() throws SQLException;
  }

  /**
   * Runs a body as a transaction; it is durable when this returns. The body must not call back into
   * this queue.
   *
   * @throws IOException if the database failed; nothing has changed then
   * @throws RuntimeException what the body throws; nothing has changed then
   */
  public <T> T write(SqlBody<T> body) throws IOException {
    return write(new Entry<>(body, true));
  }

  /**
   * Runs a body as a transaction that all see when this returns, and that is durable with the next
   * {@link #write} at the latest: a loss of power before may undo it, with all that came after. For
   * what is of no use without a later write, or can be found again.
   *
   * @throws IOException as for {@link #write}
   * @throws RuntimeException as for {@link #write}
   */
  public <T> T writeAhead(SqlBody<T> body) throws IOException {
    return write(new Entry<>(body, false));
  }

  private <T> T write(Entry<T> entry) throws IOException {
    synchronized (gate) {
      if (closed) {
        throw failures.closed();
      }
      queue.add(entry);
    }
    return entry.await(failures);
  }

  /** How many commits there have been that had to be durable; each is one sync of the log. */
  public long syncs() {
    return syncs.get();
  }

  /** How many writes wait for the one that is going on. */
  int waiting() {
    return queue.size();
  }

  private void work() {
    List<Entry<?>> group = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody may stop this thread but close(): committed work could be waiting for its answer.
        continue;
      }
      queue.drainTo(group, MAX_GROUP - 1);
      ended = group.remove(end);
      if (!group.isEmpty()) {
        commit(group);
        group.clear();
        shortenLog();
      }
    }
    discard();
  }

  private void commit(List<Entry<?>> group) {
    try {
      if (session == null) {
        session = opener.open();
      }
      boolean durable = group.stream().anyMatch(entry -> entry.durable);
      session.syncCommits(durable);
      session.run("BEGIN IMMEDIATE");
      if (group.size() == 1) {
        group.get(0).runAlone(session);
      } else {
        for (Entry<?> entry : group) {
          entry.runIn(session);
        }
      }
      session.run("COMMIT");
      if (durable) {
        syncs.incrementAndGet();
      }
      group.forEach(Entry::complete);
    } catch (SQLException | RuntimeException | Error e) {
      rollBack();
      group.forEach(entry -> entry.fail(e));
    }
  }

  /**
   * Starts the log over when it has become long. SQLite does so by itself when it finds a moment
   * without readers; under steady load there may be none, so readers are waited for then.
   */
  private void shortenLog() {
    long size = log.toFile().length();
    if (session == null || size <= logLimit) {
      return;
    }
    try {
      session.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      LOG.warn("The catalog's log of {} bytes could not be shortened: {}", size, e.getMessage());
    }
    logLimit = log.toFile().length() + longLogBytes;
  }

  private void rollBack() {
    try {
      if (session != null) {
        session.execute("ROLLBACK");
      }
    } catch (SQLException e) {
      // SQLite has rolled back by itself after some errors; a fresh session is right in any case.
      LOG.debug("The catalog's session is opened anew: {}", e.getMessage());
      discard();
    }
  }

  private void discard() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      LOG.warn("The catalog's session did not close: {}", e.getMessage());
    } finally {
      session = null;
    }
  }

  /** Lets what is queued finish, then ends the thread and closes its session. */
  @Override
  public void close() {
    synchronized (gate) {
      if (!closed) {
        closed = true;
        queue.add(end);
      }
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A body with its answer. */
  private static final class Entry<T> {
    private final SqlBody<T> body;
    private final boolean durable;
    private final CountDownLatch done = new CountDownLatch(1);
    private T result;
    private Throwable failure;

    Entry(SqlBody<T> body, boolean durable) {
      this.body = body;
      this.durable = durable;
    }

    /** Throws what the body throws: the transaction is to be undone then. */
    void runAlone(Session session) throws SQLException {
      result = body.run(session);
    }

    /** Throws only if the transaction that all share cannot go on. */
    void runIn(Session session) throws SQLException {
      session.run("SAVEPOINT body");
      try {
        result = body.run(session);
      } catch (SQLException | RuntimeException | Error e) {
        failure = e;
        try {
          session.run("ROLLBACK TO body");
        } catch (SQLException gone) {
          gone.addSuppressed(e);
          throw e instanceof SQLException cause ? cause : gone;
        }
      }
      session.run("RELEASE body");
    }

    void complete() {
      done.countDown();
    }

    void fail(Throwable cause) {
      if (failure == null) {
        failure = cause;
      }
      done.countDown();
    }

    T await(SqlFailures failures) throws IOException {
      boolean interrupted = false;
      while (true) {
        try {
          done.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof SQLException e) {
        throw failures.of(e);
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}
