package io.restriper.engine.restripe;

import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Volume;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps a volume protected: when something changes in it, a run plans what is to be done and does
 * it phase by phase, and plans again as soon as something else changes.
 *
 * <p>A run outlives the process: if the log's last run is not finished it goes on under its ID.
 * Thread-safe. {@link #status} never waits for anything.
 */
public final class Restriper implements AutoCloseable {
  private final Volume volume;
  private final int coordinatorNode;
  private final LongSupplier nanos;
  private final StatusBoard board;
  private final Signal signal;
  private final TaskWorkers workers;
  private final RunReports runs;
  private final Thread thread;
  private boolean started;
  private boolean closed;

  /**
   * A restriper that is not started. Reads the last run from the log.
   *
   * @param volume to look after; stays open when the restriper is closed
   * @param log where runs are recorded
   * @param coordinatorNode the node that the status names
   * @param settings how it works
   * @param nanos a ticker that never goes back, in nanoseconds, such as {@link System#nanoTime}
   * @param clock for the times in the log
   * @param faults where tests hold the work
   * @throws IOException if the log cannot be read, so that it is not known where to go on
   */
  public Restriper(
      Volume volume,
      RunLog log,
      int coordinatorNode,
      RestriperSettings settings,
      LongSupplier nanos,
      Clock clock,
      FaultPoints faults)
      throws IOException {
    this.volume = volume;
    this.coordinatorNode = coordinatorNode;
    this.nanos = nanos;
    Optional<RunReport> last = log.last();
    this.board = new StatusBoard(last, nanos, clock);
    this.signal = new Signal(nanos);
    this.workers = new TaskWorkers(volume, settings, faults, board, signal, nanos);
    Reporter reporter = new Reporter(board, workers, settings, nanos, clock, coordinatorNode);
    this.runs = new RunHistory(reporter, log);
    Coordinator coordinator =
        new Coordinator(
            volume, log, settings, nanos, clock, faults, board, signal, workers, reporter, last);
    this.thread = new Thread(coordinator, "restriper");
    // Nothing is lost if the process ends in the middle of a task, so it need not be kept alive.
    this.thread.setDaemon(true);
  }

  /**
   * Begins to work, on threads of its own.
   *
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() {
    if (started || closed) {
      throw new IllegalStateException("a restriper can be started once, and not after close");
    }
    started = true;
    volume.onChange(signal::raise);
    thread.start();
  }

  /**
   * What it is doing at this instant. Takes no lock and touches no disk, so it answers at once
   * whatever the work is stuck at.
   */
  public RestriperStatus status() {
    return snapshot().status(nanos.getAsLong(), volume.risk().dataAtRisk(), coordinatorNode);
  }

  /**
   * The last runs, the one that is going on among them. That one is told of from memory, without
   * waiting for the work; those before it are read from the log.
   */
  public RunReports runs() {
    return runs;
  }

  /** What the status is made from. */
  Snapshot snapshot() {
    return board.snapshot();
  }

  /**
   * Stops: no further task begins, and those under way are waited for. A run that is going on stays
   * RUNNING in the log, so that the next process goes on with it.
   */
  @Override
  public synchronized void close() {
    closed = true;
    signal.stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    workers.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
