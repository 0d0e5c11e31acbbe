package io.restriper.engine.report;

import java.io.IOException;
import java.util.Optional;

/** Where runs are recorded, so that they outlive the process. Thread-safe. */
public interface RunLog extends RunReports {

  /** The run with the highest ID. */
  default Optional<RunReport> last() throws IOException {
    return before(Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** Records a run, in place of what was recorded for its ID. Durable when it returns. */
  void save(RunReport run) throws IOException;
}
