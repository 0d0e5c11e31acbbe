package io.restriper.engine.sim.schedule;

import java.util.Random;

/** Decides by whatever the scheduler decides by at the moment. */
public final class SharedRandom extends Random {
  private static final long serialVersionUID = 1L;

  private final transient Scheduler scheduler;

  public SharedRandom(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  protected int next(int bits) {
    return scheduler.random().nextInt() >>> (32 - bits);
  }
}
