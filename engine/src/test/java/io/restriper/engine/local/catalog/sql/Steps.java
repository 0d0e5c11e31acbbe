package io.restriper.engine.local.catalog.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.ProgressHandler;

/**
 * Counts the steps of SQLite's virtual machine, which say what a question costs on any machine,
 * however busy it is.
 */
public final class Steps {
  private Steps() {}

  /** The steps that a body takes in a session of its own, in a transaction. */
  public static long of(Path catalog, SqlBody<?> body) throws SQLException {
    try (Session session = Session.reader(catalog)) {
      Connection connection = session.connection();
      session.execute("BEGIN");
      AtomicLong steps = new AtomicLong();
      ProgressHandler.setHandler(
          connection,
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps.incrementAndGet();
              return 0;
            }
          });
      body.run(session);
      ProgressHandler.clearHandler(connection);
      session.execute("COMMIT");
      return steps.get();
    }
  }
}
