package io.restriper.server;

import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs in memory, the newest first, that fail if told to. */
final class FakeRuns implements RunReports {
  final List<RunReport> all = new CopyOnWriteArrayList<>();
  volatile boolean failing;

  @Override
  public Optional<RunReport> find(long id) throws IOException {
    fail();
    return all.stream().filter(run -> run.id() == id).findFirst();
  }

  @Override
  public List<RunReport> before(long id, int limit) throws IOException {
    fail();
    return all.stream().filter(run -> run.id() < id).limit(limit).toList();
  }

  private void fail() throws IOException {
    if (failing) {
      throw new IOException("the disk is broken");
    }
  }
}
