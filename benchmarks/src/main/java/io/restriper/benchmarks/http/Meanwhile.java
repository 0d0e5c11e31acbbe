package io.restriper.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Asks another server at a fixed rate, on a thread of its own. */
final class Meanwhile implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Connection connection;
  private final long interval;
  private final Thread thread = new Thread(this::run, "meanwhile");
  private List<Double> millis = new ArrayList<>();

  /**
   * @param interval from one question to the next, in nanoseconds
   */
  Meanwhile(InetSocketAddress address, long interval) throws IOException {
    this.connection = new Connection(address);
    this.interval = interval;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      for (long due = System.nanoTime(); ; due += interval) {
        Pause.until(due);
        connection.ask();
        add((System.nanoTime() - due) / NANOS_PER_MILLI);
      }
    } catch (InterruptedException | IOException e) {
      // It was closed; whoever wants figures after that gets too few of them.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(double measured) {
    millis.add(measured);
  }

  /** Forgets what was measured so far. */
  synchronized void begin() {
    millis = new ArrayList<>();
  }

  /** What was measured since, in milliseconds. */
  synchronized List<Double> end() {
    List<Double> measured = millis;
    millis = new ArrayList<>();
    return measured;
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    connection.close();
  }
}
