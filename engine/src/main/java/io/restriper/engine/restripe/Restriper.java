package io.restriper.engine.restripe;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.RunEvents;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.work.Blocked;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  private final Coordinator coordinator;
  private final RunReports runs;
  private final Workers thread;
  private boolean started;
  private boolean closed;

  /**
   * A restriper that is not started, with threads of the machine. Reads the last run from the log.
   *
   * @param volume to look after; stays open when the restriper is closed
   * @param log where runs are recorded
   * @param coordinatorNode the node that the status names
   * @param settings how it works
   * @param nanos a ticker that never goes back, in nanoseconds, such as {@link System#nanoTime}
   * @param clock for the times in the log
   * @param faults where tests hold the work
   * @param events where it tells of each change
   * @throws IOException if the log cannot be read, so that it is not known where to go on
   */
  public Restriper(
      Volume volume,
      RunLog log,
      int coordinatorNode,
      RestriperSettings settings,
      LongSupplier nanos,
      Clock clock,
      FaultPoints faults,
      EventLog events)
      throws IOException {
    this(
        volume,
        log,
        coordinatorNode,
        settings,
        nanos,
        clock,
        faults,
        Threads.REAL,
        events,
        new Pace(0, nanos));
  }

  /**
   * The same with other threads and a pace.
   *
   * @param pace is asked before a task begins
   * @throws IOException as above
   */
  public Restriper(
      Volume volume,
      RunLog log,
      int coordinatorNode,
      RestriperSettings settings,
      LongSupplier nanos,
      Clock clock,
      FaultPoints faults,
      Threads threads,
      EventLog events,
      Pace pace)
      throws IOException {
    this.volume = volume;
    this.coordinatorNode = coordinatorNode;
    this.nanos = nanos;
    Optional<RunReport> last = log.last();
    RunEvents told = new RunEvents(events, last.map(Restriper::blocked).orElse(List.of()));
    this.board = new StatusBoard(last, nanos, clock, told);
    this.signal = new Signal(nanos, threads.lock());
    this.workers =
        new TaskWorkers(
            volume,
            settings,
            faults,
            board,
            signal,
            nanos,
            pace,
            threads.workers("restriper-worker", settings.workers()));
    Reporter reporter = new Reporter(board, workers, settings, nanos, clock, coordinatorNode);
    this.runs = new RunHistory(reporter, log);
    this.coordinator =
        new Coordinator(
            volume, log, settings, nanos, clock, faults, board, signal, workers, reporter, last);
    this.thread = threads.workers("restriper", 1);
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
    thread.execute(coordinator);
  }

  /**
   * What it is doing at this instant. Takes no lock and touches no disk, so it answers at once
   * whatever the work is stuck at.
   */
  public RestriperStatus status() {
    return snapshot().status(nanos.getAsLong(), volume.risk().dataAtRisk(), coordinatorNode);
  }

  /** Whether no run is going on, and all that has called for one so far was seen to. */
  public boolean isSettled() {
    return coordinator.handledGeneration() == volume.risk().generation()
        && status().state() != RunState.RUNNING;
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
    awaitEnd(thread);
    awaitEnd(workers.threads());
  }

  private static List<Blocked> blocked(RunReport run) {
    return run.undone().blocked().stream().map(BlockedWork::reason).toList();
  }

  private static void awaitEnd(Workers threads) {
    threads.stop();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitEnd(Duration.ofMinutes(1));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
