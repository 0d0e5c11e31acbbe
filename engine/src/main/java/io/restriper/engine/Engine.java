package io.restriper.engine;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.local.LocalVolume;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.Restriper;
import io.restriper.engine.restripe.RestriperSettings;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.VolumeFiles;
import java.io.IOException;

/** A running engine: a local volume with its restriper. Thread-safe. */
public final class Engine implements AutoCloseable {
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
    LocalVolume volume = LocalVolume.open(settings, runtime);
    try {
      Restriper restriper =
          new Restriper(
              volume,
              volume.runLog(),
              settings.nodeId(),
              RestriperSettings.DEFAULTS,
              runtime.nanos(),
              runtime.clock(),
              runtime.faults());
      restriper.start();
      return new Engine(volume, restriper);
    } catch (IOException e) {
      volume.close();
      throw new EngineStartException("The record of the runs cannot be read: " + e.getMessage(), e);
    }
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

  /** The last runs, the one that is going on among them. */
  public RunReports runs() {
    return restriper.runs();
  }

  /** Stops the run, to be gone on with by the next process, and closes the volume. */
  @Override
  public void close() {
    restriper.close();
    volume.close();
  }
}
