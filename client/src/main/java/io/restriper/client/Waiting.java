package io.restriper.client;

import java.time.Duration;

/** The clock, and a way to let time pass; tests put their own in its place. */
interface Waiting {

  /** Nanoseconds of a clock that never goes back. */
  long nanoTime();

  /**
   * Lets time pass.
   *
   * @return false if the client was closed meanwhile
   */
  boolean pause(Duration time) throws InterruptedException;
}
