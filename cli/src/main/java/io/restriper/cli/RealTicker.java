package io.restriper.cli;

import io.restriper.cli.base.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time of this machine. */
final class RealTicker implements Ticker {
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean pause(Duration time) throws InterruptedException {
    return !never.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
