package io.restriper.engine.restripe;

import static org.awaitility.Awaitility.await;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;

/** A restriper over a fake volume, with a ticker of the test's. */
final class Rig implements AutoCloseable {
  static final int NODE = 7;
  static final Instant TODAY = Instant.parse("2026-11-24T08:00:00Z");

  final FakeVolume volume;
  final MemoryRunLog log;
  final ManualTicker ticker = new ManualTicker();
  final EventLog events;
  final Restriper restriper;

  Rig(FakeVolume volume, MemoryRunLog log, RestriperSettings settings, FaultPoints faults)
      throws IOException {
    this.volume = volume;
    this.log = log;
    Clock clock = Clock.fixed(TODAY, ZoneOffset.UTC);
    this.events = new EventLog(clock, ticker);
    this.restriper = new Restriper(volume, log, NODE, settings, ticker, clock, faults, events);
  }

  static Rig of(FakeVolume volume) throws IOException {
    return of(volume, FaultPoints.NONE);
  }

  static Rig of(FakeVolume volume, FaultPoints faults) throws IOException {
    return new Rig(volume, new MemoryRunLog(), RestriperSettings.DEFAULTS, faults);
  }

  static Rig ofOneWorker(FakeVolume volume, FaultPoints faults) throws IOException {
    return new Rig(volume, new MemoryRunLog(), RestriperSettings.DEFAULTS.withWorkers(1), faults);
  }

  Rig start() {
    restriper.start();
    return this;
  }

  /** The report of a run that has begun and done nothing yet. */
  static RunReport begun(long id) {
    return RunTrack.begun(id, Trigger.DRIVE_LOST, "a drive", TODAY).report(TODAY, NODE);
  }

  RestriperStatus status() {
    return restriper.status();
  }

  RestriperStatus awaitFinished(long runId) {
    awaitUntil(
        () ->
            log.last().filter(run -> run.id() == runId && run.finished()).isPresent()
                && status().state() == RunState.FINISHED);
    return status();
  }

  /** Moves the ticker and lets the restriper look at it. */
  void advance(Duration duration) {
    ticker.advance(duration);
    volume.tell();
  }

  /** Moves the ticker on by steps until a condition holds. */
  void advanceUntil(Duration step, Callable<Boolean> condition) {
    awaitUntil(
        () -> {
          if (condition.call()) {
            return true;
          }
          advance(step);
          return false;
        });
  }

  /** Waits until a condition holds. */
  static void awaitUntil(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }

  @Override
  public void close() {
    restriper.close();
  }
}
