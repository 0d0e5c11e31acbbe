package io.restriper.engine.setup;

import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine works on.
 *
 * @param data the directory of the catalog
 * @param clusterName for people
 * @param nodeId the node that this process is, 1 or more
 * @param encoding of what is written from now on
 * @param drives in the order of their slots
 */
public record EngineSettings(
    Path data, String clusterName, int nodeId, Encoding encoding, List<DriveSettings> drives) {
  public EngineSettings {
    drives = List.copyOf(drives);
  }

  /**
   * A drive.
   *
   * @param path its directory
   * @param node the node that it is in, 1 or more
   */
  public record DriveSettings(Path path, int node) {}
}
