package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.View;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.view.Slot;
import io.restriper.model.SlotState;
import java.util.List;

/** The slots of a cluster, and the drives in them. */
record DrivesView(List<Slot> slots) implements View {

  @Override
  public JsonNode document() {
    return Doc.array(slots, DrivesView::document);
  }

  /** With the names of the wire. */
  static ObjectNode document(Slot slot) {
    return new Doc()
        .put("id", slot.id())
        .put("node_id", slot.nodeId())
        .put("slot", slot.slot())
        .put("state", slot.state())
        .put("slot_type", slot.slotType())
        .put("disk_type", slot.diskType())
        .put("disk_model", slot.diskModel())
        .put("disk_serial_number", slot.diskSerialNumber())
        .put("capacity", slot.capacity())
        .put("raw_capacity", slot.rawCapacity())
        .put("minimum_raw_capacity", slot.minimumRawCapacity())
        .put("slot_command_capacity", slot.slotCommandCapacity())
        .flag("high_endurance", slot.highEndurance())
        .put("drive_bay", slot.driveBay())
        .put("led_pattern", slot.ledPattern())
        .put(slot.unknowns())
        .node();
  }

  @Override
  public Table table() {
    Table table =
        new Table()
            .columns("SLOT", "STATE", "TYPE")
            .numbers("CAPACITY")
            .columns("BAY")
            .wideNumbers("RAW")
            .wideColumns("MODEL", "SERIAL", "LED");
    for (Slot slot : slots) {
      table.row(
          slot.id().isEmpty() ? Cell.unknown() : Cell.of(slot.id()),
          state(slot),
          slot.diskType().isKnown()
              ? Words.text(slot.diskType().text())
              : Words.value(slot.diskType()),
          Words.bytes(slot.capacity()),
          Words.text(slot.driveBay()),
          Words.bytes(slot.rawCapacity()),
          Words.text(slot.diskModel()),
          Words.text(slot.diskSerialNumber()),
          Words.value(slot.ledPattern()));
    }
    return table;
  }

  private static Cell state(Slot slot) {
    Cell words = Words.value(slot.state());
    if (slot.isKnownToBeHealthy()) {
      return new Cell(words.text(), Style.GOOD);
    }
    boolean plain = !slot.state().isKnown() || slot.state().is(SlotState.EMPTY);
    return plain ? words : new Cell(words.text(), Style.BAD);
  }
}
