package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.volume.VolumePath;

/**
 * A version of a file.
 *
 * @param version unique in the cluster, and higher than those before it
 * @param fileId of the file
 * @param path of the file
 * @param encoding of all its stripes
 * @param created of the file, in milliseconds since the epoch
 * @param modified of this version, in milliseconds since the epoch; the modification time of its
 *     block files
 */
public record VersionRecord(
    long version, long fileId, VolumePath path, Encoding encoding, long created, long modified) {}
