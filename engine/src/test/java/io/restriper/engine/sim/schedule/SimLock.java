package io.restriper.engine.sim.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock between strands. In a process that was killed nobody waits for it. */
final class SimLock implements Lock {
  private final Scheduler scheduler;
  private final SimProcess process;
  private final List<Strand> waiting = new ArrayList<>();
  private Strand owner;
  private int holds;

  SimLock(Scheduler scheduler, SimProcess process) {
    this.scheduler = scheduler;
    this.process = process;
  }

  @Override
  public void lock() {
    acquire(1);
  }

  private void acquire(int count) {
    Strand me = scheduler.current();
    if (!scheduler.isDriver()) {
      process.requireAlive();
    }
    while (process.alive() && owner != null && owner != me) {
      waiting.add(me);
      scheduler.leave(me);
    }
    owner = me;
    holds += count;
  }

  @Override
  public void unlock() {
    if (process.alive() && owner != scheduler.current()) {
      throw new IllegalMonitorStateException("held by " + owner);
    }
    holds--;
    if (holds == 0) {
      free();
    }
  }

  private void free() {
    owner = null;
    waiting.forEach(scheduler::makeReady);
    waiting.clear();
  }

  @Override
  public void lockInterruptibly() {
    lock();
  }

  @Override
  public boolean tryLock() {
    boolean mine = owner == null || owner == scheduler.current();
    if (mine) {
      lock();
    }
    return mine;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    lock();
    return true;
  }

  @Override
  public Condition newCondition() {
    return new SimCondition();
  }

  private final class SimCondition implements Condition {
    private final List<Strand> signalled = new ArrayList<>();

    private void release(Runnable wait) {
      int held = holds;
      holds = 0;
      free();
      wait.run();
      acquire(held);
    }

    @Override
    public void awaitUninterruptibly() {
      release(
          () -> {
            Strand me = scheduler.current();
            signalled.add(me);
            scheduler.leave(me);
          });
    }

    @Override
    public long awaitNanos(long nanos) {
      long deadline = scheduler.now() + nanos;
      release(
          () -> {
            Strand me = scheduler.current();
            signalled.add(me);
            scheduler.at(deadline, () -> wake(me));
            scheduler.leave(me);
          });
      return deadline - scheduler.now();
    }

    private void wake(Strand strand) {
      if (signalled.remove(strand) && process.alive()) {
        scheduler.makeReady(strand);
      }
    }

    @Override
    public void await() {
      awaitUninterruptibly();
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
      return awaitNanos(unit.toNanos(time)) > 0;
    }

    @Override
    public boolean awaitUntil(Date date) {
      long millis = date.getTime() - Instant.EPOCH.toEpochMilli();
      return awaitNanos(TimeUnit.MILLISECONDS.toNanos(millis)) > 0;
    }

    @Override
    public void signal() {
      if (!signalled.isEmpty()) {
        scheduler.makeReady(signalled.remove(0));
      }
    }

    @Override
    public void signalAll() {
      signalled.forEach(scheduler::makeReady);
      signalled.clear();
    }
  }
}
