package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.DiskType;
import io.restriper.model.LedPattern;
import io.restriper.model.SlotState;
import io.restriper.model.SlotType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a drive sits, and the drive in it. A number is empty if unknown; a text is empty if there
 * is none, and also if unknown, which {@code unknowns} tells.
 *
 * @param id "node:slot"
 * @param nodeId the node
 * @param slot the slot's number in the node
 * @param state how the drive is
 * @param slotType the kind of drive that belongs there
 * @param diskType the kind of drive that is there
 * @param diskModel model of the drive
 * @param diskSerialNumber serial number of the drive
 * @param capacity bytes that can be used
 * @param rawCapacity bytes that the drive has
 * @param minimumRawCapacity bytes that a drive there must have
 * @param slotCommandCapacity the slot's command capacity, as sent
 * @param highEndurance whether the drive is made for many writes; empty if unknown
 * @param driveBay the bay that the slot is in
 * @param ledPattern what the light of the slot shows
 * @param unknowns what of the answer was not understood
 */
public record Slot(
    String id,
    OptionalInt nodeId,
    OptionalInt slot,
    OpenEnum<SlotState> state,
    OpenEnum<SlotType> slotType,
    OpenEnum<DiskType> diskType,
    String diskModel,
    String diskSerialNumber,
    OptionalLong capacity,
    OptionalLong rawCapacity,
    OptionalLong minimumRawCapacity,
    OptionalLong slotCommandCapacity,
    Optional<Boolean> highEndurance,
    String driveBay,
    OpenEnum<LedPattern> ledPattern,
    Unknowns unknowns) {

  static Slot read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Slot(
        fields.text("id"),
        fields.integer("node_id"),
        fields.integer("slot"),
        fields.openEnum("state", SlotState.class),
        fields.openEnum("slot_type", SlotType.class),
        fields.openEnum("disk_type", DiskType.class),
        fields.text("disk_model"),
        fields.text("disk_serial_number"),
        fields.whole("capacity"),
        fields.whole("raw_capacity"),
        fields.whole("minimum_raw_capacity"),
        fields.whole("slot_command_capacity"),
        fields.flag("high_endurance"),
        fields.text("drive_bay"),
        fields.openEnum("led_pattern", LedPattern.class),
        fields.unknowns());
  }

  /**
   * Whether the drive that belongs there is known to work.
   *
   * @return true only if {@code state} is {@link SlotState#HEALTHY}
   */
  public boolean isKnownToBeHealthy() {
    return state.is(SlotState.HEALTHY);
  }
}
