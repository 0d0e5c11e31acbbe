package io.restriper.contract.provider;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private final boolean failing;

  private PhaseVolume(Volume local, Phase phase, boolean failing) {
    this.local = local;
    this.phase = phase;
    this.failing = failing;
  }

  /** A volume whose work can be done. */
  static Volume of(Volume local, Phase phase) {
    return new PhaseVolume(local, phase, false);
  }

  /** A volume whose tasks fail for a reason that may pass, and does not. */
  static Volume failing(Volume local, Phase phase) {
    return new PhaseVolume(local, phase, true);
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
    Trigger trigger = phase == Phase.REBALANCE ? Trigger.IMBALANCE : Trigger.ENCODING_CHANGED;
    return new Risk(1, local.risk().dataAtRisk(), trigger, phase + " has work");
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
  public TaskOutcome perform(Task task) throws IOException {
    if (failing) {
      throw new IOException("the drive does not answer");
    }
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
    public SortedMap<Integer, Work> atRisk() {
      SortedMap<Integer, Work> levels = new TreeMap<>();
      if (phase == Phase.REPROTECT) {
        levels.put(2, total());
      }
      return levels;
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
