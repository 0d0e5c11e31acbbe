package io.restriper.engine.sim.schedule;

import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** The threads and locks of a process of the simulation. */
public final class SimProcess implements Threads {
  private final Scheduler scheduler;
  private final List<Strand> strands = new ArrayList<>();
  private boolean dead;

  public SimProcess(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Workers workers(String name, int most) {
    return new SimWorkers(scheduler, this, name, most);
  }

  @Override
  public Workers helpers(String name, int most) {
    return new InlineWorkers();
  }

  @Override
  public Lock lock() {
    return new SimLock(scheduler, this);
  }

  public boolean alive() {
    return !dead;
  }

  /**
   * From here on nothing of it is done; the one who has the baton must be unwound by the caller.
   */
  public void kill() {
    dead = true;
  }

  /** Unwinds what was under way when it was killed. The driver calls this. */
  public void reap() {
    scheduler.reap(this);
    strands.clear();
  }

  /**
   * Passes while the process is alive.
   *
   * @throws Died after it was killed
   */
  public void requireAlive() {
    if (dead) {
      throw new Died();
    }
  }

  /** Something that a strand ended with and should not have. */
  public Optional<String> failure() {
    return strands.stream()
        .filter(strand -> strand.failure().isPresent())
        .findFirst()
        .map(strand -> strand + " ended with " + strand.failure().orElseThrow());
  }

  void add(Strand strand) {
    if (strands.size() > 64) {
      strands.removeIf(old -> old.done() && old.failure().isEmpty());
    }
    strands.add(strand);
  }

  List<Strand> strands() {
    return strands;
  }
}
