package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.OptionalLong;

/**
 * How much the file system holds, in bytes of files, that is without parity. A number is empty if
 * unknown.
 *
 * @param blockSizeBytes bytes of a block
 * @param totalSizeBytes bytes that the file system can hold
 * @param freeSizeBytes bytes that are free
 * @param snapshotSizeBytes bytes that snapshots hold
 * @param unknowns what of the answer was not understood
 */
public record FileSystemUsage(
    OptionalLong blockSizeBytes,
    OptionalLong totalSizeBytes,
    OptionalLong freeSizeBytes,
    OptionalLong snapshotSizeBytes,
    Unknowns unknowns) {

  static FileSystemUsage read(JsonNode json) {
    Fields fields = new Fields(json);
    return new FileSystemUsage(
        fields.whole("block_size_bytes"),
        fields.whole("total_size_bytes"),
        fields.whole("free_size_bytes"),
        fields.whole("snapshot_size_bytes"),
        fields.unknowns());
  }
}
