package io.restriper.engine.sim;

import io.restriper.engine.sim.schedule.Scheduler;
import java.util.Random;

/** Decides by whatever the scheduler decides by at the moment. */
final class SharedRandom extends Random {
  private static final long serialVersionUID = 1L;

  private final transient Scheduler scheduler;

  SharedRandom(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  protected int next(int bits) {
    return scheduler.random().nextInt() >>> (32 - bits);
  }
}
