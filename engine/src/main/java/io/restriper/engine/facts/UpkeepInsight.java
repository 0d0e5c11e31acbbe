package io.restriper.engine.facts;

import java.io.IOException;
import java.util.Map;

/** A look at the upkeep of a volume, for whoever watches it. Thread-safe. */
public interface UpkeepInsight {

  /** How it gets along with its users, at this instant; never waits. */
  UpkeepFacts upkeep();

  /**
   * How far the scrub of each drive in use is, by its slot, such as "1:3"; a drive of which nothing
   * was recorded yet is left out. Reads the catalog.
   *
   * @throws IOException if that cannot be read
   */
  Map<String, ScrubFacts> scrubs() throws IOException;
}
