package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.View;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Sheet;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.view.Protection;
import java.util.List;
import java.util.OptionalInt;

/** How many failures the cluster survives. */
record ProtectionView(Protection protection) implements View {

  @Override
  public JsonNode document() {
    return document(protection);
  }

  /** With the names of the wire. */
  static ObjectNode document(Protection protection) {
    return new Doc()
        .put("blocks_per_stripe", protection.blocksPerStripe())
        .put("data_blocks_per_stripe", protection.dataBlocksPerStripe())
        .put("protection_system_type", protection.protectionSystemType())
        .put("max_node_failures", protection.maxNodeFailures())
        .put("max_drive_failures", protection.maxDriveFailures())
        .put("max_drive_spares", protection.maxDriveSpares())
        .put("remaining_node_failures", protection.remainingNodeFailures())
        .put("remaining_drive_failures", protection.remainingDriveFailures())
        .put(
            "pending_configuration",
            protection.pendingConfiguration().map(ProtectionView::pending).orElse(null))
        .put(protection.unknowns())
        .node();
  }

  private static ObjectNode pending(Protection.PendingEncoding pending) {
    return new Doc()
        .put("blocks_per_stripe", pending.blocksPerStripe())
        .put("max_drive_failures", pending.maxDriveFailures())
        .put("max_node_failures", pending.maxNodeFailures())
        .node();
  }

  @Override
  public Table table() {
    return new Table()
        .columns("ENCODING")
        .numbers("DRIVE FAILURES LEFT", "OF", "NODE FAILURES LEFT", "OF")
        .columns("CHANGE")
        .wideColumns("SYSTEM")
        .wideNumbers("SPARES")
        .row(
            encoding(),
            Words.number(protection.remainingDriveFailures()),
            Words.number(protection.maxDriveFailures()),
            Words.number(protection.remainingNodeFailures()),
            Words.number(protection.maxNodeFailures()),
            change(),
            Words.value(protection.protectionSystemType()),
            Words.number(protection.maxDriveSpares()));
  }

  @Override
  public List<Line> text() {
    boolean unknown = !protection.unknowns().allUnderstood();
    boolean whole = protection.isKnownToBeWhole();
    Cell verdict =
        unknown
            ? new Cell("UNKNOWN", Style.WARN)
            : whole ? new Cell("WHOLE", Style.GOOD) : new Cell("REDUCED", Style.BAD);
    Sheet sheet = new Sheet(Line.of(Cell.of("Protection is "), verdict));
    sheet.add("Encoding", encoding());
    sheet.add("Survives", failures(true));
    sheet.add("By encoding", failures(false));
    sheet.add("Change", change());
    if (unknown) {
      sheet.add(
          "Unknown",
          new Cell(String.join(", ", protection.unknowns().values().keySet()), Style.WARN));
    }
    return sheet.lines();
  }

  private Line failures(boolean left) {
    OptionalInt drives = left ? protection.remainingDriveFailures() : protection.maxDriveFailures();
    OptionalInt nodes = left ? protection.remainingNodeFailures() : protection.maxNodeFailures();
    return Line.of(
        Words.number(drives),
        Cell.of(" drive failures, "),
        Words.number(nodes),
        Cell.of(" node failures"));
  }

  private Cell encoding() {
    OptionalInt all = protection.blocksPerStripe();
    OptionalInt data = protection.dataBlocksPerStripe();
    if (all.isEmpty() || data.isEmpty()) {
      return Cell.unknown();
    }
    return Cell.of(data.getAsInt() + "+" + (all.getAsInt() - data.getAsInt()));
  }

  private Cell change() {
    if (protection.unknowns().values().containsKey("pending_configuration")) {
      return Cell.unknown();
    }
    return protection
        .pendingConfiguration()
        .map(
            pending ->
                new Cell(
                    "to "
                        + Words.number(pending.blocksPerStripe()).text()
                        + " blocks a stripe, "
                        + Words.number(pending.maxDriveFailures()).text()
                        + " drive and "
                        + Words.number(pending.maxNodeFailures()).text()
                        + " node failures",
                    Style.WARN))
        .orElse(Cell.of("none"));
  }
}
