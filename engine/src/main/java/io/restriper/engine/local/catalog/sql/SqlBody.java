package io.restriper.engine.local.catalog.sql;

import java.sql.SQLException;

/** Something to be done with a session. */
@FunctionalInterface
public interface SqlBody<T> {
  /**
   * Does it.
   *
   * @throws SQLException if the database refuses or fails; what the body has changed is undone
   */
  T run(Session session) throws SQLException;
}
