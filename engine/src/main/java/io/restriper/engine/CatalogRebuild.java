package io.restriper.engine;

import io.restriper.engine.local.CatalogRebuilder;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;

/** Makes a lost or damaged catalog anew from what is on the drives. */
public final class CatalogRebuild {
  private CatalogRebuild() {}

  /**
   * Rebuilds the catalog while no server runs. The old one, if there is one, is kept beside it.
   * Running it again does no harm.
   *
   * @throws EngineStartException if it cannot be done; nothing has changed then
   */
  public static RebuildReport run(EngineSettings settings) throws EngineStartException {
    return run(settings, EngineRuntime.real());
  }

  /**
   * The same in another world.
   *
   * @throws EngineStartException as above
   */
  public static RebuildReport run(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    return new CatalogRebuilder(settings, runtime).run();
  }
}
