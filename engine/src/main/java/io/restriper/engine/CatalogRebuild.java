package io.restriper.engine;

import io.restriper.engine.local.CatalogRebuilder;
import java.util.List;

/** Makes a lost or damaged catalog anew from what is on the drives. */
public final class CatalogRebuild {
  private CatalogRebuild() {}

  /**
   * What was found.
   *
   * @param files taken in
   * @param stripes taken in
   * @param skippedBlocks blocks that belong to no whole file, and are left where they are
   * @param notes sentences for a person; at most a hundred
   */
  public record Report(long files, long stripes, long skippedBlocks, List<String> notes) {
    public Report {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Rebuilds the catalog while no server runs. The old one, if there is one, is kept beside it.
   * Running it again does no harm.
   *
   * @throws EngineStartException if it cannot be done; nothing has changed then
   */
  public static Report run(EngineSettings settings) throws EngineStartException {
    return run(settings, EngineRuntime.real());
  }

  /**
   * The same in another world.
   *
   * @throws EngineStartException as above
   */
  public static Report run(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    return new CatalogRebuilder(settings, runtime).run();
  }
}
