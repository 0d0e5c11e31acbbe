package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.base.View;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Sheet;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.run.Phase;
import io.restriper.client.run.Run;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One run, phase by phase. */
record RunView(Run run, Clock clock) implements View {

  @Override
  public JsonNode document() {
    return RunDocs.run(run);
  }

  @Override
  public Table table() {
    Table table =
        new Table()
            .columns("PHASE")
            .numbers("PERCENT", "DONE", "TOTAL", "BLOCKED", "FAILED", "TOOK", "AVERAGE")
            .wideColumns("STARTED")
            .wideNumbers("IN FLIGHT", "QUEUED", "RATE")
            .wideColumns("LEFT");
    for (Phase phase : run.phases()) {
      table.row(
          Words.value(phase.phase()),
          Words.percent(phase.percentComplete()),
          Words.bytes(phase.done().bytes()),
          Words.bytes(phase.total().bytes()),
          Words.bytes(phase.blocked().bytes()),
          Words.bytes(phase.failed().bytes()),
          Words.seconds(phase.elapsedSeconds()),
          Words.rate(phase.averageBytesPerSecond()),
          Words.time(phase.startedAt(), clock),
          Words.bytes(phase.inFlight().bytes()),
          Words.bytes(phase.queued().bytes()),
          Words.rate(phase.bytesPerSecond()),
          phase.estimateGap().text().equals("ENDED") ? Cell.of("-") : Cell.of(Words.left(phase)));
    }
    return table;
  }

  @Override
  public List<Line> text() {
    Sheet sheet =
        new Sheet(
            Line.of(
                Cell.of("Run " + run.id() + "  "),
                Words.value(run.state()),
                Cell.of("  "),
                RunsView.result(run)));
    sheet.add("Trigger", Words.value(run.trigger()));
    sheet.add("Cause", Words.text(run.cause()));
    sheet.add("Started", Words.time(run.startedAt(), clock));
    sheet.add("Finished", Words.time(run.finishedAt(), clock));
    sheet.add("Took", RunsView.took(run));
    run.atRisk()
        .ifPresent(levels -> levels.forEach(level -> sheet.add("At risk", Words.risk(level))));
    if (run.blocked().isEmpty() && !run.blockedReason().isEmpty()) {
      sheet.add("Blocked", new Cell(run.blockedReason(), Style.WARN));
    }
    run.blocked()
        .forEach(
            work -> {
              sheet.add(
                  "Blocked",
                  new Cell(work.code().text() + ": " + work.message(), Style.WARN),
                  Cell.of(" " + Words.work(work.work()) + "."));
              sheet.add("  to do", new Cell(work.remedy(), Style.STRONG));
            });
    run.failed()
        .forEach(
            lost ->
                sheet.add(
                    "Lost",
                    new Cell(
                        lost.path() + ", " + lost.stripe() + ": " + lost.message(), Style.BAD)));
    if (!run.unknowns().allUnderstood()) {
      sheet.add(
          "Unknown", new Cell(String.join(", ", run.unknowns().values().keySet()), Style.WARN));
    }
    List<Line> lines = new ArrayList<>(sheet.lines());
    lines.add(Line.of(""));
    lines.addAll(table().lines(false));
    return lines;
  }
}
