package io.restriper.engine.sim.schedule;

import io.restriper.engine.setup.Workers;
import java.time.Duration;

/** Does everything at once, on the strand that asks for it. */
final class InlineWorkers implements Workers {
  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public void executeAfter(Duration delay, Runnable work) {
    throw new AssertionError("helpers are for what somebody waits for");
  }

  @Override
  public void stop() {
    // Nothing is ever under way.
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    return true;
  }
}
