package io.restriper.engine.local.catalog.runs;

import io.restriper.engine.local.catalog.sql.ReaderPool;
import io.restriper.engine.local.catalog.sql.WriteQueue;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The record of the last runs in the catalog. Thread-safe. */
public final class SqlRunLog implements RunLog {
  private final ReaderPool reads;
  private final WriteQueue writes;

  /** Over the connections of a catalog, which closes them. */
  public SqlRunLog(ReaderPool reads, WriteQueue writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public Optional<RunReport> find(long id) throws IOException {
    return reads.read(session -> RunReader.find(session, id));
  }

  @Override
  public List<RunReport> before(long id, int limit) throws IOException {
    return reads.read(session -> RunReader.before(session, id, limit));
  }

  @Override
  public void save(RunReport run) throws IOException {
    writes.write(
        session -> {
          RunWriter.save(session, run);
          return null;
        });
  }
}
