package io.restriper.engine.setup;

import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an engine works on.
 *
 * @param data the directory of the catalog
 * @param clusterName for people
 * @param nodeId the node that this process is, 1 or more
 * @param encoding of what is written from now on
 * @param drives in the order of their slots
 * @param upkeep how it looks after them
 */
public record EngineSettings(
    Path data,
    String clusterName,
    int nodeId,
    Encoding encoding,
    List<DriveSettings> drives,
    Upkeep upkeep) {
  public EngineSettings {
    drives = List.copyOf(drives);
  }

  /** With the upkeep that is right unless something else is asked for. */
  public EngineSettings(
      Path data, String clusterName, int nodeId, Encoding encoding, List<DriveSettings> drives) {
    this(data, clusterName, nodeId, encoding, drives, Upkeep.DEFAULTS);
  }

  /**
   * A drive.
   *
   * @param path its directory
   * @param node the node that it is in, 1 or more
   */
  public record DriveSettings(Path path, int node) {}

  /**
   * How drives are looked after.
   *
   * @param restripeLimit bytes per second that runs and the scrub work on at most, on average; 0
   *     for no limit
   * @param scrubPeriod time in which every block is read and verified once; zero for never
   */
  public record Upkeep(long restripeLimit, Duration scrubPeriod) {
    /** No limit, and every block is verified in 30 days. */
    public static final Upkeep DEFAULTS = new Upkeep(0, Duration.ofDays(30));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Upkeep {
      if (restripeLimit < 0 || scrubPeriod.isNegative()) {
        throw new IllegalArgumentException(
            "restripeLimit and scrubPeriod must be 0 or more, not "
                + restripeLimit
                + " and "
                + scrubPeriod);
      }
    }
  }
}
