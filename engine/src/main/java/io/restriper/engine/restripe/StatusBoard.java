package io.restriper.engine.restripe;

import io.restriper.engine.event.RunEvents;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Work;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Where the restriper's threads write what they are doing and anyone reads it: one immutable
 * snapshot, swapped by compare and set, so that no reader ever waits. Thread-safe.
 */
final class StatusBoard {
  private final AtomicReference<Snapshot> snapshot;
  private final LongSupplier nanos;
  private final RunEvents events;

  StatusBoard(Snapshot first, LongSupplier nanos, RunEvents events) {
    this.snapshot = new AtomicReference<>(first);
    this.nanos = nanos;
    this.events = events;
  }

  Snapshot snapshot() {
    return snapshot.get();
  }

  /** Where those are told who want to hear of each change. */
  RunEvents events() {
    return events;
  }

  void begin(Phase phase, Work total) {
    snapshot.set(Snapshot.running(phase, PhaseProgress.of(total), nanos.getAsLong()));
    events.phase(phase);
  }

  void finish(String blockedReason) {
    snapshot.set(Snapshot.finished(blockedReason));
  }

  /**
   * Counts work as in flight, and no more of it than is queued, so that a plan that hands out more
   * than its total cannot make the progress pass 100 %. Called by one thread only.
   *
   * @return what was counted
   */
  Work take(Work work) {
    Work queued = snapshot.get().progress().queued();
    Work counted =
        new Work(
            Math.min(work.bytes(), queued.bytes()), Math.min(work.stripes(), queued.stripes()));
    move(progress -> progress.taken(counted));
    return counted;
  }

  void move(UnaryOperator<PhaseProgress> change) {
    Snapshot moved =
        snapshot.updateAndGet(now -> now.with(change.apply(now.progress()), nanos.getAsLong()));
    events.percent(moved.progress().percentComplete());
  }
}
