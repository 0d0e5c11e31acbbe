package io.restriper.engine;

import io.restriper.engine.event.EventLog;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.facts.UpkeepInsight;
import io.restriper.engine.local.LocalVolume;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.Restriper;
import io.restriper.engine.restripe.RestriperSettings;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Risk;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/** A running engine: a local volume with its restriper. Thread-safe. */
public final class Engine implements UpkeepInsight, AutoCloseable {
  private final LocalVolume volume;
  private final Restriper restriper;

  private Engine(LocalVolume volume, Restriper restriper) {
    this.volume = volume;
    this.restriper = restriper;
  }

  /**
   * Opens the volume, making it if it is new, and starts the restriper.
   *
   * @throws EngineStartException if that cannot be done safely; the message says what to do
   */
  public static Engine start(EngineSettings settings) throws EngineStartException {
    return start(settings, EngineRuntime.real());
  }

  /**
   * The same in another world.
   *
   * @throws EngineStartException as above
   */
  public static Engine start(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    return start(settings, runtime, SqliteCatalog::open);
  }

  /**
   * The same with a catalog of another kind.
   *
   * @throws EngineStartException as above
   */
  public static Engine start(
      EngineSettings settings, EngineRuntime runtime, Catalog.Opener catalogs)
      throws EngineStartException {
    LocalVolume volume = LocalVolume.open(settings, runtime, catalogs);
    try {
      Restriper restriper =
          new Restriper(
              volume,
              volume.runLog(),
              settings.nodeId(),
              RestriperSettings.DEFAULTS,
              runtime.nanos(),
              runtime.clock(),
              runtime.faults(),
              runtime.threads(),
              volume.events(),
              volume.pace());
      restriper.start();
      return new Engine(volume, restriper);
    } catch (IOException e) {
      volume.close();
      throw new EngineStartException("The record of the runs cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Takes on other drives and another encoding. New drives are used, and those that are not in the
   * list any more are emptied, by the run that this calls for.
   *
   * @throws EngineStartException if the settings cannot be taken on; nothing has changed then, and
   *     the message says why
   */
  public void reconfigure(EngineSettings settings) throws EngineStartException {
    volume.reconfigure(settings);
  }

  /** Files in and out. */
  public VolumeFiles files() {
    return volume.files();
  }

  /** What is known about the volume; never waits. */
  public Facts facts() {
    return volume.facts();
  }

  /** What the restriper is doing; never waits. */
  public RestriperStatus status() {
    return restriper.status();
  }

  /** What is at risk, and how often something has called for a run; never waits. */
  public Risk risk() {
    return volume.risk();
  }

  /**
   * Whether no run is going on and none is called for. What the last run left undone may be tried
   * again later all the same. Never waits.
   */
  public boolean isSettled() {
    return restriper.isSettled();
  }

  /** What has happened lately to the runs and the drives. */
  public EventLog events() {
    return volume.events();
  }

  /** The last runs, the one that is going on among them. */
  public RunReports runs() {
    return restriper.runs();
  }

  /**
   * Bytes per second that runs may work on at this instant, so that users come first; empty if
   * nothing holds them back. Work on data that no further failure may hit can be faster.
   */
  public OptionalLong paceLimit() {
    return volume.pace().limit();
  }

  @Override
  public UpkeepFacts upkeep() {
    return volume.upkeep();
  }

  @Override
  public Map<String, ScrubFacts> scrubs() throws IOException {
    return volume.scrubs();
  }

  /** Stops the run, to be gone on with by the next process, and closes the volume. */
  @Override
  public void close() {
    restriper.close();
    volume.close();
  }
}
