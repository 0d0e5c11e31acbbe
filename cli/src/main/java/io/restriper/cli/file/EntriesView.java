package io.restriper.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.View;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.view.FileEntry;
import java.time.Clock;
import java.util.List;

/** Files and directories. */
record EntriesView(List<FileEntry> entries, Clock clock) implements View {

  @Override
  public JsonNode document() {
    return Doc.array(entries, EntriesView::document);
  }

  /** With the names of the wire. */
  static ObjectNode document(FileEntry entry) {
    return new Doc()
        .put("path", entry.path())
        .put("name", entry.name())
        .put("type", entry.type())
        .put("id", entry.id())
        .put("size", entry.size())
        .text("modification_time", entry.modificationTime())
        .text("creation_time", entry.creationTime())
        .put("num_links", entry.numLinks())
        .put("child_count", entry.childCount())
        .put("blocks", entry.blocks())
        .put("datablocks", entry.datablocks())
        .put("metablocks", entry.metablocks())
        .put(entry.unknowns())
        .node();
  }

  @Override
  public Table table() {
    Table table =
        new Table()
            .columns("TYPE")
            .numbers("SIZE")
            .columns("MODIFIED", "NAME")
            .wideColumns("PATH", "ID", "CREATED")
            .wideNumbers("ENTRIES", "BLOCKS");
    for (FileEntry entry : entries) {
      boolean directory = Remote.isDirectory(entry);
      Cell name = Words.text(entry.name() + (directory ? "/" : ""));
      table.row(
          type(entry),
          directory ? Cell.of("-") : Words.bytes(entry.size()),
          Words.time(entry.modificationTime(), clock),
          directory ? new Cell(name.text(), Style.STRONG) : name,
          Words.text(entry.path()),
          Words.text(entry.id()),
          Words.time(entry.creationTime(), clock),
          directory ? Words.number(entry.childCount()) : Cell.of("-"),
          Words.number(entry.blocks()));
    }
    return table;
  }

  static Cell type(FileEntry entry) {
    if (Remote.isDirectory(entry)) {
      return Cell.of("dir");
    }
    return Remote.isFile(entry) ? Cell.of("file") : Words.value(entry.type());
  }
}
