package io.restriper.engine.local.drive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations that do not come back before a test lets them. Thread-safe. */
final class Hang {
  private final List<CountDownLatch> latches = new CopyOnWriteArrayList<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** One that {@link #end} opens. */
  CountDownLatch begin() {
    CountDownLatch latch = new CountDownLatch(1);
    latches.add(latch);
    return latch;
  }

  void await(CountDownLatch latch) {
    waiting.incrementAndGet();
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("no one interrupts input and output", e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  int waiting() {
    return waiting.get();
  }

  void end() {
    List<CountDownLatch> begun = List.copyOf(latches);
    begun.forEach(CountDownLatch::countDown);
    latches.removeAll(begun);
  }
}
