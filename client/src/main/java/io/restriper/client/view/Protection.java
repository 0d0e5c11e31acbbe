package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.ProtectionSystemType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many failures the cluster is built to survive, and how many more it survives as it is. A
 * number is empty if unknown.
 *
 * @param blocksPerStripe data and parity blocks of a stripe
 * @param dataBlocksPerStripe data blocks of a stripe
 * @param protectionSystemType how data is protected
 * @param maxNodeFailures nodes that may fail at one time, by the encoding
 * @param maxDriveFailures drives that may fail at one time, by the encoding
 * @param maxDriveSpares drives whose room is set aside for rebuilding; kept for older readers
 * @param remainingNodeFailures nodes that may still fail, as things are
 * @param remainingDriveFailures drives that may still fail, as things are
 * @param pendingConfiguration the encoding that the cluster is being changed to; empty if no change
 *     is going on, and also if unknown, which {@code unknowns} tells
 * @param unknowns what of the answer was not understood
 */
public record Protection(
    OptionalInt blocksPerStripe,
    OptionalInt dataBlocksPerStripe,
    OpenEnum<ProtectionSystemType> protectionSystemType,
    OptionalInt maxNodeFailures,
    OptionalInt maxDriveFailures,
    OptionalInt maxDriveSpares,
    OptionalInt remainingNodeFailures,
    OptionalInt remainingDriveFailures,
    Optional<PendingEncoding> pendingConfiguration,
    Unknowns unknowns) {

  static Protection read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Protection(
        fields.integer("blocks_per_stripe"),
        fields.integer("data_blocks_per_stripe"),
        fields.openEnum("protection_system_type", ProtectionSystemType.class),
        fields.integer("max_node_failures"),
        fields.integer("max_drive_failures"),
        fields.integer("max_drive_spares"),
        fields.integer("remaining_node_failures"),
        fields.integer("remaining_drive_failures"),
        fields.objectOrNull(
            "pending_configuration", PendingEncoding::read, PendingEncoding::unknowns),
        fields.unknowns());
  }

  /**
   * Whether the cluster is known to survive all the failures that its encoding promises.
   *
   * @return true only if both remaining numbers reach their maximum and every field was understood
   */
  public boolean isKnownToBeWhole() {
    return unknowns.allUnderstood()
        && remainingDriveFailures.getAsInt() >= maxDriveFailures.getAsInt()
        && remainingNodeFailures.getAsInt() >= maxNodeFailures.getAsInt();
  }

  /**
   * The encoding that a cluster is being changed to. A number is empty if unknown.
   *
   * @param blocksPerStripe data and parity blocks of a stripe after the change
   * @param maxDriveFailures drives that may fail at one time after the change
   * @param maxNodeFailures nodes that may fail at one time after the change
   * @param unknowns what of the answer was not understood
   */
  public record PendingEncoding(
      OptionalInt blocksPerStripe,
      OptionalInt maxDriveFailures,
      OptionalInt maxNodeFailures,
      Unknowns unknowns) {

    static PendingEncoding read(JsonNode json) {
      Fields fields = new Fields(json);
      return new PendingEncoding(
          fields.integer("blocks_per_stripe"),
          fields.integer("max_drive_failures"),
          fields.integer("max_node_failures"),
          fields.unknowns());
    }
  }
}
