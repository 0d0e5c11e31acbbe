package io.restriper.engine.local;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A plan whose work set is kept in the catalog. */
final class LocalPlan implements Plan {
  private final Catalog catalog;
  private final long generation;
  private final WorkSummary summary;
  private final SortedMap<Integer, Work> atRisk;

  LocalPlan(
      Catalog catalog, long generation, WorkSummary summary, SortedMap<Integer, Work> atRisk) {
    this.catalog = catalog;
    this.atRisk = atRisk;
    this.generation = generation;
    this.summary = summary;
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public SortedMap<Integer, Work> atRisk() {
    return atRisk;
  }

  @Override
  public List<PhaseWork> phases() {
    return summary.stripes() == 0 ? List.of() : List.of(new Reprotect());
  }

  private final class Reprotect implements PhaseWork {
    @Override
    public Phase phase() {
      return Phase.REPROTECT;
    }

    @Override
    public Work total() {
      return new Work(summary.bytes(), summary.stripes());
    }

    @Override
    public List<Task> next(int limit) throws IOException {
      List<Task> tasks = new ArrayList<>();
      for (WorkItem item : catalog.nextWork(limit)) {
        tasks.add(
            new Task(
                Phase.REPROTECT,
                item.id(),
                subject(item),
                item.remaining(),
                new Work(item.bytes(), 1)));
      }
      return tasks;
    }

    private String subject(WorkItem item) throws IOException {
      String file =
          catalog
              .version(item.version())
              .map(VersionRecord::path)
              .map(Object::toString)
              .orElse("a file that is deleted");
      return "stripe " + item.stripe() + " of " + file;
    }
  }
}
