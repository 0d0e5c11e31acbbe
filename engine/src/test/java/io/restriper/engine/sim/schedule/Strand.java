package io.restriper.engine.sim.schedule;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A thread of the simulation: it runs only while it has the baton of its {@link Scheduler}. */
public final class Strand {
  final SimProcess process;
  final Semaphore baton = new Semaphore(0);
  private final String name;
  private final Runnable body;
  private boolean started;
  private boolean done;
  private Throwable failure;

  Strand(SimProcess process, String name, Runnable body) {
    this.process = process;
    this.name = name;
    this.body = body;
  }

  /** Whether it has come to its end. */
  public boolean done() {
    return done;
  }

  /** What it ended with, unless it came to its end as it should or its process was killed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  boolean begin() {
    boolean first = !started;
    started = true;
    return first;
  }

  void run() {
    try {
      process.requireAlive();
      body.run();
    } catch (Throwable e) {
      failure = process.alive() ? e : null;
    } finally {
      done = true;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
