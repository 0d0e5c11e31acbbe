package io.restriper.engine.sim;

import io.restriper.engine.sim.schedule.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day in a simulation. */
final class SimClock extends Clock {
  private final Scheduler scheduler;
  private final Instant beginning;

  SimClock(Scheduler scheduler, Instant beginning) {
    this.scheduler = scheduler;
    this.beginning = beginning;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return beginning.plusNanos(scheduler.now());
  }
}
