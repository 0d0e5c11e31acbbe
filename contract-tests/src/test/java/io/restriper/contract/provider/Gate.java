package io.restriper.contract.provider;

import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.util.concurrent.CountDownLatch;

/** Holds a run where a phase begins, or at the first tasks of a phase, until it is opened. */
final class Gate implements FaultPoints {
  private final Point point;
  private final Phase phase;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  private Gate(Point point, Phase phase) {
    this.point = point;
    this.phase = phase;
  }

  static Gate atPhase(Phase phase) {
    return new Gate(Point.PHASE_BEGUN, phase);
  }

  static Gate atTasks(Phase phase) {
    return new Gate(Point.TASK_BEGUN, phase);
  }

  @Override
  public void passing(Point passed, Object subject) {
    Object about = subject instanceof Task task ? task.phase() : subject;
    if (passed == point && phase.equals(about)) {
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
