package io.restriper.cli;

import io.restriper.cli.base.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Time that passes at once, and in which a test does something at each pause. */
public final class ManualTicker implements Ticker {
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private boolean endAfterSteps;
  private long nanos = 1_000_000;

  /** Adds what happens at the next pause for which there is nothing yet. */
  public ManualTicker then(Runnable step) {
    steps.add(step);
    return this;
  }

  /** Ends the program at the pause after the last step. */
  public ManualTicker end() {
    endAfterSteps = true;
    return this;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public boolean pause(Duration time) {
    nanos += time.toNanos();
    Runnable step = steps.poll();
    if (step == null) {
      return !endAfterSteps;
    }
    step.run();
    return true;
  }
}
