package io.restriper.cli.base;

import java.time.Duration;

/** Time that passes; tests put their own in its place. */
public interface Ticker {

  /** Nanoseconds of a clock that never goes back. */
  long nanoTime();

  /**
   * Lets time pass.
   *
   * @return false if the command is to end
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  boolean pause(Duration time) throws InterruptedException;
}
