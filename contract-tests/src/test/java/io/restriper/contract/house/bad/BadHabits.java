package io.restriper.contract.house.bad;

import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Breaks the habits of the house, so that a test can see the rules fail. Never run. */
public class BadHabits {
  static String shared = "";

  /** Public and mutable. */
  public String open = "";

  void logs() {
    Logger.getLogger(shared).info(open);
  }

  void prints() {
    System.out.println(open);
  }

  /** Sleeps by a call. */
  static final class Sleeper {
    void sleeps() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  /** Sleeps by the unit's own method. */
  static final class UnitSleeper {
    void sleeps() throws InterruptedException {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Sleeps by a method reference. */
  static final class ReferringSleeper {
    Sleeping sleeping() {
      return Thread::sleep;
    }
  }

  /** What a method reference to a sleep is given as. */
  interface Sleeping {
    void sleep(long millis) throws InterruptedException;
  }
}
