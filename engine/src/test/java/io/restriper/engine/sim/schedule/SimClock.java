package io.restriper.engine.sim.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day in a simulation. */
public final class SimClock extends Clock {
  private final Scheduler scheduler;
  private final Instant beginning;

  public SimClock(Scheduler scheduler, Instant beginning) {
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
