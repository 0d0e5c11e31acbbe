package io.restriper.contract.provider;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * A volume that has work of one phase, for the phases that the local volume does not plan. The
 * restriper over it is the real one, and really in that phase; files and facts are those of a local
 * volume.
 */
final class PhaseVolume implements Volume {
  private static final int TASKS = 8;
  private static final long BYTES = 1000;

  private final Volume local;
  private final Phase phase;

  PhaseVolume(Volume local, Phase phase) {
    this.local = local;
    this.phase = phase;
  }

  @Override
  public VolumeFiles files() {
    return local.files();
  }

  @Override
  public Facts facts() {
    return local.facts();
  }

  @Override
  public Risk risk() {
    return new Risk(1, local.risk().dataAtRisk(), phase + " has work");
  }

  @Override
  public void onChange(Runnable listener) {
    local.onChange(listener);
  }

  @Override
  public Plan plan() {
    return new OnePhase();
  }

  @Override
  public TaskOutcome perform(Task task) {
    return new TaskOutcome.Done();
  }

  @Override
  public void close() {
    local.close();
  }

  private final class OnePhase implements Plan, Plan.PhaseWork {
    private int handedOut;

    @Override
    public long generation() {
      return 1;
    }

    @Override
    public List<PhaseWork> phases() {
      return List.of(this);
    }

    @Override
    public Phase phase() {
      return phase;
    }

    @Override
    public Work total() {
      return new Work(TASKS * BYTES, TASKS);
    }

    @Override
    public List<Task> next(int limit) {
      List<Task> tasks = new ArrayList<>();
      while (tasks.size() < limit && handedOut < TASKS) {
        int id = handedOut++;
        tasks.add(new Task(phase, id, "stripe " + id, 2, new Work(BYTES, 1)));
      }
      return tasks;
    }
  }
}
