package io.restriper.web;

import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.util.Optional;

/** Holds a run where a phase begins, or after some of its tasks, until it is released. */
final class TaskGate implements FaultPoints {
  private Optional<Phase> held = Optional.empty();
  private int free;
  private boolean atTasks;
  private boolean reached;

  /** Counts what it was told, for those who wait to see that it is another thing. */
  private long telling;

  @Override
  public synchronized void passing(Point point, Object subject) {
    if (point == Point.PHASE_BEGUN && !atTasks) {
      holdIf(held.filter(phase -> phase == subject).isPresent());
    } else if (point == Point.TASK_BEGUN
        && atTasks
        && held.filter(phase -> phase == ((Task) subject).phase()).isPresent()) {
      free--;
      holdIf(free < 0);
    }
  }

  private void holdIf(boolean wanted) {
    long told = telling;
    boolean interrupted = false;
    while (wanted && held.isPresent() && told == telling) {
      reached = true;
      notifyAll();
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void holdAt(Phase phase) {
    hold(phase, false, 0);
  }

  synchronized void holdAfter(Phase phase, int tasks) {
    hold(phase, true, tasks);
  }

  private void hold(Phase phase, boolean tasks, int passing) {
    held = Optional.of(phase);
    atTasks = tasks;
    free = passing;
    reached = false;
    telling++;
    notifyAll();
  }

  synchronized void release() {
    held = Optional.empty();
    notifyAll();
  }

  synchronized boolean isReached() {
    return reached;
  }
}
