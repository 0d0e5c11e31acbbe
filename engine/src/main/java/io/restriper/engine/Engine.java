package io.restriper.engine;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.volume.VolumeFiles;

/** A running engine: a local volume with its restriper. */
public final class Engine implements AutoCloseable {
  private final VolumeFiles files;
  private final Facts facts;
  private final RestriperStatus status;

  private Engine(VolumeFiles files, Facts facts, RestriperStatus status) {
    this.files = files;
    this.facts = facts;
    this.status = status;
  }

  /** Starts an engine. */
  public static Engine start(EngineSettings settings) throws EngineStartException {
    throw new EngineStartException("The engine is not merged yet for " + settings.data() + ".");
  }

  public VolumeFiles files() {
    return files;
  }

  public Facts facts() {
    return facts;
  }

  public RestriperStatus status() {
    return status;
  }

  @Override
  public void close() {}
}
