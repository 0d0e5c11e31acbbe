package io.restriper.engine.sim.schedule;

import io.restriper.engine.setup.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Workers whose threads are strands. */
final class SimWorkers implements Workers {
  private final Scheduler scheduler;
  private final SimProcess process;
  private final String name;
  private final int most;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Strand> waiting = new ArrayList<>();
  private int active;
  private boolean stopped;

  SimWorkers(Scheduler scheduler, SimProcess process, String name, int most) {
    this.scheduler = scheduler;
    this.process = process;
    this.name = name;
    this.most = most;
  }

  @Override
  public void execute(Runnable work) {
    process.requireAlive();
    if (stopped) {
      throw new RejectedExecutionException(name + " were stopped");
    }
    if (active < most) {
      start(work);
    } else {
      queue.add(work);
    }
  }

  private void start(Runnable work) {
    active++;
    scheduler.start(process, name, () -> runAll(work));
  }

  private void runAll(Runnable first) {
    try {
      first.run();
    } finally {
      active--;
      Runnable next = queue.poll();
      if (next != null && process.alive()) {
        start(next);
      } else if (active == 0) {
        waiting.forEach(scheduler::makeReady);
        waiting.clear();
      }
    }
  }

  @Override
  public void executeAfter(Duration delay, Runnable work) {
    scheduler.at(
        scheduler.now() + delay.toNanos(),
        () -> {
          if (!stopped && process.alive()) {
            execute(work);
          }
        });
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    while (active > 0 && process.alive()) {
      Strand me = scheduler.current();
      waiting.add(me);
      scheduler.leave(me);
    }
    return true;
  }
}
