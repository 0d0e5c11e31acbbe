package io.restriper.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.base.View;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Sheet;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.view.FileEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** All that is known about files. */
record StatView(List<FileEntry> entries, Clock clock) implements View {

  @Override
  public JsonNode document() {
    return entries.size() == 1
        ? EntriesView.document(entries.get(0))
        : new EntriesView(entries, clock).document();
  }

  @Override
  public Table table() {
    return new EntriesView(entries, clock).table();
  }

  @Override
  public List<Line> text() {
    List<Line> lines = new ArrayList<>();
    entries.forEach(entry -> lines.addAll(sheet(entry).lines()));
    return lines;
  }

  private Sheet sheet(FileEntry entry) {
    Sheet sheet = new Sheet(Line.of(new Cell(entry.path(), Style.STRONG)));
    sheet.add("Type", EntriesView.type(entry));
    if (Remote.isDirectory(entry)) {
      sheet.add("Entries", Words.number(entry.childCount()));
    } else {
      sheet.add(
          "Size",
          Words.bytes(entry.size()),
          Cell.of(entry.size().isPresent() ? " (" + entry.size().getAsLong() + " bytes)" : ""));
      sheet.add(
          "Blocks",
          Words.number(entry.blocks()),
          Cell.of(", "),
          Words.number(entry.datablocks()),
          Cell.of(" of data and "),
          Words.number(entry.metablocks()),
          Cell.of(" of what protects it"));
    }
    sheet.add("Modified", Words.time(entry.modificationTime(), clock));
    sheet.add("Created", Words.time(entry.creationTime(), clock));
    sheet.add("ID", Words.text(entry.id()));
    if (!entry.unknowns().allUnderstood()) {
      String fields = String.join(", ", entry.unknowns().values().keySet());
      sheet.add("Unknown", new Cell(fields, Style.WARN));
    }
    return sheet;
  }
}
