package io.restriper.engine.restripe;

import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run log that lives with the test, and fails if told to. */
class MemoryRunLog implements RunLog {
  final List<RunReport> saved = new CopyOnWriteArrayList<>();
  volatile boolean failing;

  @Override
  public Optional<RunReport> find(long id) {
    return saved.stream().filter(run -> run.id() == id).reduce((first, second) -> second);
  }

  @Override
  public List<RunReport> before(long id, int limit) {
    return saved.stream()
        .map(RunReport::id)
        .filter(each -> each < id)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(limit)
        .map(each -> find(each).orElseThrow())
        .toList();
  }

  @Override
  public void save(RunReport run) throws IOException {
    if (failing) {
      throw new IOException("the disk of the log is full");
    }
    saved.add(run);
  }
}
