package io.restriper.engine.restripe;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run log that lives with the test, and fails if told to. */
class MemoryRunLog implements RunLog {
  final List<Run> saved = new CopyOnWriteArrayList<>();
  volatile boolean failing;

  @Override
  public Optional<Run> last() {
    return saved.isEmpty() ? Optional.empty() : Optional.of(saved.get(saved.size() - 1));
  }

  @Override
  public void save(Run run) throws IOException {
    if (failing) {
      throw new IOException("the disk of the log is full");
    }
    saved.add(run);
  }
}
