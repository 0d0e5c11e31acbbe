package io.restriper.engine.restripe;

import java.io.IOException;
import java.util.Optional;

/** Where runs are recorded, so that they outlive the process. Thread-safe. */
public interface RunLog {

  /** The run with the highest ID. */
  Optional<Run> last() throws IOException;

  /** Records a run, in place of what was recorded for its ID. Durable when it returns. */
  void save(Run run) throws IOException;
}
