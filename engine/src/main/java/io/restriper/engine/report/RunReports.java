package io.restriper.engine.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the last runs tell about themselves. Thread-safe. */
public interface RunReports {

  /**
   * The run with an ID, if it is still kept.
   *
   * @throws IOException if the record cannot be read
   */
  Optional<RunReport> find(long id) throws IOException;

  /**
   * Runs with IDs below one, the highest first.
   *
   * @param limit how many at most, 1 or more
   * @throws IOException if the record cannot be read
   */
  List<RunReport> before(long id, int limit) throws IOException;

  /**
   * The run with the highest ID; empty if there was none.
   *
   * @throws IOException if the record cannot be read
   */
  default Optional<RunReport> newest() throws IOException {
    return before(Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** How many runs have ended since the start of the process; empty if nobody has counted them. */
  default Optional<RunCounts> ended() {
    return Optional.empty();
  }
}
