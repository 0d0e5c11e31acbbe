package io.restriper.engine;

import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine needs to know.
 *
 * @param data the directory of the catalog
 * @param clusterName what the cluster is called
 * @param nodeId the node that this process calls its own, 1 or more
 * @param encoding of new files
 * @param drives the drives, at least as many as the encoding has data blocks, and one more
 */
public record EngineSettings(
    Path data, String clusterName, int nodeId, Encoding encoding, List<DriveSettings> drives) {
  public EngineSettings {
    drives = List.copyOf(drives);
  }

  /** A drive's directory and the node that it is in. */
  public record DriveSettings(Path path, int node) {}
}
