package io.restriper.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that goes on only while somebody waits on it. */
final class ManualWaiting implements Waiting {

  private final List<Duration> pauses = new ArrayList<>();
  private long now = 1_000;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized boolean pause(Duration time) {
    pauses.add(time);
    now += time.toNanos();
    return true;
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
