package io.restriper.contract.provider;

import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds a run where a phase begins, or at the first tasks of a phase, until it is opened. */
final class Gate implements FaultPoints {
  private final Point point;
  private final Phase phase;
  private final AtomicInteger free;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  private Gate(Point point, Phase phase, int free) {
    this.point = point;
    this.phase = phase;
    this.free = new AtomicInteger(free);
  }

  static Gate atPhase(Phase phase) {
    return new Gate(Point.PHASE_BEGUN, phase, 0);
  }

  static Gate atTasks(Phase phase) {
    return new Gate(Point.TASK_BEGUN, phase, 0);
  }

  /** So many tasks of the phase pass first. */
  static Gate afterTasks(Phase phase, int number) {
    return new Gate(Point.TASK_BEGUN, phase, number);
  }

  @Override
  public void passing(Point passed, Object subject) {
    Object about = subject instanceof Task task ? task.phase() : subject;
    if (passed == point && phase.equals(about) && free.getAndDecrement() <= 0) {
      reached.countDown();
      boolean interrupted = false;
      while (true) {
        try {
          open.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean isReached() {
    return reached.getCount() == 0;
  }

  void open() {
    open.countDown();
  }
}
