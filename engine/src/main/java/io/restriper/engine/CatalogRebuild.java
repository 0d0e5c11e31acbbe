package io.restriper.engine;

import java.util.List;

/** Rebuilds a lost catalog from the drives. */
public final class CatalogRebuild {
  private CatalogRebuild() {}

  /** Reads the drives and writes the catalog. */
  public static Report run(EngineSettings settings) throws EngineStartException {
    throw new EngineStartException("The engine is not merged yet for " + settings.data() + ".");
  }

  /** What was found. */
  public record Report(long files, long stripes, long skippedBlocks, List<String> notes) {}
}
