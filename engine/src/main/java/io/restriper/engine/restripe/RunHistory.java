package io.restriper.engine.restripe;

import io.restriper.engine.report.RunCounts;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs as the log has them, but the newest one from memory. Thread-safe. */
final class RunHistory implements RunReports {
  private final Reporter reporter;
  private final RunLog log;

  RunHistory(Reporter reporter, RunLog log) {
    this.reporter = reporter;
    this.log = log;
  }

  @Override
  public Optional<RunReport> find(long id) throws IOException {
    Optional<RunReport> newest = reporter.newest().filter(run -> run.id() == id);
    return newest.isPresent() ? newest : log.find(id);
  }

  /** From memory; neither waits nor fails. */
  @Override
  public Optional<RunReport> newest() {
    return reporter.newest();
  }

  @Override
  public Optional<RunCounts> ended() {
    return Optional.of(reporter.ended());
  }

  @Override
  public List<RunReport> before(long id, int limit) throws IOException {
    Optional<RunReport> newest = reporter.newest().filter(run -> run.id() < id);
    List<RunReport> runs = new ArrayList<>(log.before(id, limit));
    if (newest.isEmpty()) {
      return runs;
    }
    int place = 0;
    while (place < runs.size() && runs.get(place).id() > newest.get().id()) {
      place++;
    }
    boolean recorded = place < runs.size() && runs.get(place).id() == newest.get().id();
    if (!recorded) {
      // The log failed when it was to be recorded.
      runs.add(place, newest.get());
    } else if (!runs.get(place).finished()) {
      runs.set(place, newest.get());
    }
    return runs.subList(0, Math.min(limit, runs.size()));
  }
}
