package io.restriper.engine.restripe;

import io.restriper.engine.setup.FaultPoints;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiPredicate;

/** Holds whoever passes a chosen fault point until it is opened; closing opens it too. */
final class Gate implements FaultPoints, AutoCloseable {
  private final BiPredicate<Point, Object> chosen;
  private final CountDownLatch open = new CountDownLatch(1);
  final List<Object> held = new CopyOnWriteArrayList<>();

  Gate(BiPredicate<Point, Object> chosen) {
    this.chosen = chosen;
  }

  /** Holds all that pass a point. */
  static Gate at(Point point) {
    return new Gate((passed, subject) -> passed == point);
  }

  @Override
  public void passing(Point point, Object subject) {
    if (chosen.test(point, subject)) {
      held.add(subject);
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("no one interrupts a task", e);
      }
    }
  }

  void awaitHeld(int number) {
    Rig.awaitUntil(() -> held.size() == number);
  }

  void open() {
    open.countDown();
  }

  @Override
  public void close() {
    open();
  }
}
