package io.restriper.engine.setup;

import java.util.concurrent.locks.Lock;

/**
 * Where the engine gets its threads from, and the locks that one of them may hold while it waits
 * for a drive: so that a simulation can decide who goes on when. Thread-safe.
 */
public interface Threads {
  /** As many workers as there is work. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /** Daemon threads and locks of the JDK. */
  Threads REAL = new RealThreads();

  /**
   * Workers that do something of their own.
   *
   * @param name of the threads, each with a number behind it
   * @param most how many work at the same time; 1 or more
   */
  Workers workers(String name, int most);

  /**
   * Workers that do nothing but what the one who gives it to them waits for. A simulation may do it
   * at once, before it comes back to that one.
   *
   * @param name of the threads, each with a number behind it
   * @param most how many work at the same time; 1 or more
   */
  Workers helpers(String name, int most);

  /** A lock that its owner can take again, and whose conditions measure time by the runtime. */
  Lock lock();
}
