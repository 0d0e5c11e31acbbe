package io.restriper.engine.restripe;

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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A volume in memory: it has stripes to be worked on, phase by phase, in the order they were added,
 * and each does what the test scripts. A stripe that is done is not planned again.
 */
final class FakeVolume implements Volume {
  /** What happens when a task is performed. */
  interface Script {
    TaskOutcome perform(Task task) throws IOException;
  }

  /** What happens when the volume is read for a plan. */
  interface PlanScript {
    void reading() throws IOException;
  }

  static final Script DONE = task -> new TaskOutcome.Done();

  private final Map<Phase, Map<Long, Task>> work = new EnumMap<>(Phase.class);
  private final Map<Long, Script> scripts = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long nextId = 1;
  private volatile Risk risk = Risk.UNKNOWN.withDataAtRisk(false);

  final List<Long> performed = new CopyOnWriteArrayList<>();
  final List<Long> plannedGenerations = new CopyOnWriteArrayList<>();
  volatile Script otherwise = DONE;
  volatile PlanScript planning = () -> {};
  volatile PlanScript paging = () -> {};
  volatile Work hidden = Work.NONE;

  /** Adds a stripe; returns the ID of its task. */
  long add(Phase phase, long bytes) {
    return add(phase, bytes, 1);
  }

  /** The same with a number of further failures that the stripe can bear. */
  synchronized long add(Phase phase, long bytes, int remaining) {
    long id = nextId++;
    Task task = new Task(phase, id, "stripe " + id, remaining, new Work(bytes, 1));
    work.computeIfAbsent(phase, none -> new LinkedHashMap<>()).put(id, task);
    return id;
  }

  synchronized void script(long id, Script script) {
    scripts.put(id, script);
  }

  /** The generation goes up and the listeners are told. */
  void change(String cause) {
    change(Trigger.OTHER, cause);
  }

  /** The same for a reason that programs know. */
  void change(Trigger trigger, String cause) {
    synchronized (this) {
      risk = risk.calledFor(trigger, cause);
    }
    tell();
  }

  void atRisk(boolean dataAtRisk) {
    synchronized (this) {
      risk = risk.withDataAtRisk(dataAtRisk);
    }
  }

  /** A stripe is gone, as when its file was deleted. */
  synchronized void remove(long stripe) {
    work.values().forEach(tasks -> tasks.remove(stripe));
  }

  /** Whether no stripe is left to be worked on. */
  synchronized boolean isIdle() {
    return work.values().stream().allMatch(Map::isEmpty);
  }

  void tell() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public Risk risk() {
    return risk;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public Plan plan() throws IOException {
    long generation = risk.generation();
    plannedGenerations.add(generation);
    planning.reading();
    List<Plan.PhaseWork> phases = new ArrayList<>();
    synchronized (this) {
      work.forEach(
          (phase, tasks) -> {
            if (!tasks.isEmpty()) {
              phases.add(new FakePhase(phase, List.copyOf(tasks.values())));
            }
          });
    }
    return new FakePlan(generation, phases, atRisk());
  }

  private synchronized SortedMap<Integer, Work> atRisk() {
    SortedMap<Integer, Work> levels = new TreeMap<>();
    for (Task task : work.getOrDefault(Phase.REPROTECT, Map.of()).values()) {
      levels.merge(task.remainingFailures(), task.work(), Work::plus);
    }
    return levels;
  }

  @Override
  public TaskOutcome perform(Task task) throws IOException {
    performed.add(task.id());
    Script script;
    synchronized (this) {
      script = scripts.getOrDefault(task.id(), otherwise);
    }
    TaskOutcome outcome = script.perform(task);
    if (outcome instanceof TaskOutcome.Done) {
      synchronized (this) {
        work.get(task.phase()).remove(task.id());
      }
    }
    return outcome;
  }

  @Override
  public VolumeFiles files() {
    throw new AssertionError("the restriper has no business with files");
  }

  @Override
  public Facts facts() {
    throw new AssertionError("the restriper has no business with facts");
  }

  @Override
  public void close() {
    throw new AssertionError("the restriper does not own the volume");
  }

  private record FakePlan(
      long generation, List<Plan.PhaseWork> phases, SortedMap<Integer, Work> atRisk)
      implements Plan {}

  private final class FakePhase implements Plan.PhaseWork {
    private final Phase phase;
    private final List<Task> tasks;
    private final Work total;
    private int next;

    FakePhase(Phase phase, List<Task> tasks) {
      this.phase = phase;
      this.tasks = tasks;
      this.total = tasks.stream().map(Task::work).reduce(hidden, Work::plus);
    }

    @Override
    public Phase phase() {
      return phase;
    }

    @Override
    public Work total() {
      return total;
    }

    @Override
    public List<Task> next(int limit) throws IOException {
      paging.reading();
      int from = next;
      next = Math.min(tasks.size(), from + limit);
      return tasks.subList(from, next);
    }
  }
}
