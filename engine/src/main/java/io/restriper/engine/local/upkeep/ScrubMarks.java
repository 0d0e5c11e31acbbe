package io.restriper.engine.local.upkeep;

import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.local.catalog.Catalog;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** How far the scrub of each drive is, for whoever wants to tell of it. */
public final class ScrubMarks {
  private ScrubMarks() {}

  /**
   * Reads how far the scrub of a drive was when it was recorded last.
   *
   * @param drive its number in the catalog
   * @return empty if nothing was recorded yet
   * @throws IOException if the catalog cannot be read
   */
  public static Optional<ScrubFacts> read(Catalog catalog, int drive) throws IOException {
    return catalog.setting(Scrub.key(drive)).flatMap(Scrub.Mark::parse).map(ScrubMarks::facts);
  }

  private static ScrubFacts facts(Scrub.Mark mark) {
    return new ScrubFacts(
        Instant.ofEpochMilli(mark.started()),
        mark.finished() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(mark.finished())));
  }
}
