package io.restriper.engine.setup;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Threads that do what they are given; each starts what was given first. Thread-safe. */
public interface Workers extends Executor {

  /**
   * Has something done.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #stop}
   */
  @Override
  void execute(Runnable work);

  /** Has something done after a while; it is dropped if {@link #stop} comes first. */
  void executeAfter(Duration delay, Runnable work);

  /** Takes nothing more; what was given before is still done. Nobody is interrupted. */
  void stop();

  /**
   * Waits until all is done after {@link #stop}.
   *
   * @return false if the time was over before
   */
  boolean awaitEnd(Duration limit) throws InterruptedException;
}
