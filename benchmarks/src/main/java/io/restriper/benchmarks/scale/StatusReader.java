package io.restriper.benchmarks.scale;

import io.restriper.engine.Engine;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Reads status and facts every millisecond, and notes how long each reading takes. */
final class StatusReader {
  private static final int MOST = 1 << 20;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Engine engine;
  private volatile boolean ended;
  private Thread thread;
  private long[] nanos;
  private int count;

  StatusReader(Engine engine) {
    this.engine = engine;
  }

  /**
   * How long readings took.
   *
   * @param p99Micros the 99th percentile, in microseconds
   * @param longestMicros in microseconds
   */
  record Latency(double p99Micros, double longestMicros) {}

  void begin() {
    nanos = new long[MOST];
    count = 0;
    ended = false;
    thread = new Thread(this::read, "status-reader");
    thread.start();
  }

  private void read() {
    while (!ended && count < MOST) {
      long begun = System.nanoTime();
      if (engine.status() == null || engine.facts() == null) {
        throw new IllegalStateException("no status");
      }
      nanos[count++] = System.nanoTime() - begun;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  Latency end() throws InterruptedException {
    ended = true;
    thread.join();
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Latency(sorted[(int) (count * 0.99)] / 1e3, sorted[count - 1] / 1e3);
  }
}
