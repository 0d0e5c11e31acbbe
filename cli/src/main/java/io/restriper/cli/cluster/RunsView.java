package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.View;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.cli.terminal.Units;
import io.restriper.client.run.Phase;
import io.restriper.client.run.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last runs.
 *
 * @param runs the newest first
 * @param clock tells the zone in which times are shown
 */
public record RunsView(List<Run> runs, Clock clock) implements View {

  @Override
  public JsonNode document() {
    return Doc.array(runs, RunDocs::run);
  }

  @Override
  public Table table() {
    Table table =
        new Table()
            .columns("RUN", "STATE", "STARTED")
            .numbers("TOOK")
            .columns("TRIGGER", "RESULT")
            .wideColumns("PHASES", "CAUSE", "BLOCKED");
    for (Run run : runs) {
      table.row(
          run.id().isEmpty() ? Cell.unknown() : Cell.of(run.id()),
          Words.value(run.state()),
          Words.time(run.startedAt(), clock),
          took(run),
          Words.value(run.trigger()),
          result(run),
          Cell.of(
              run.phases().stream().map(phase -> phase(phase)).collect(Collectors.joining(", "))),
          Words.text(run.cause()),
          Words.text(run.blockedReason()));
    }
    return table;
  }

  private static String phase(Phase phase) {
    return Words.value(phase.phase()).text() + " " + Words.percent(phase.percentComplete()).text();
  }

  /** How long a run took; a dash while it is going on. */
  public static Cell took(Run run) {
    if (run.startedAt().isEmpty() || run.finishedAt().isEmpty()) {
      return Cell.of("-");
    }
    Duration time = Duration.between(run.startedAt().get(), run.finishedAt().get());
    return Cell.of(Units.seconds(Math.max(0, time.toMillis()) / 1000.0));
  }

  /** How a run ended, as far as that is known. */
  public static Cell result(Run run) {
    if (run.failedTotal().isEmpty()
        || run.blockedTotal().isEmpty()
        || run.unknowns().values().containsKey("blocked_reason")) {
      return Cell.unknown();
    }
    if (run.failedTotal().getAsLong() > 0) {
      return new Cell(
          Units.count(run.failedTotal().getAsLong(), "stripe") + " beyond repair", Style.BAD);
    }
    if (run.blockedTotal().getAsLong() > 0 || !run.blockedReason().isEmpty()) {
      return new Cell("blocked", Style.WARN);
    }
    if (!run.state().isKnown()) {
      return Cell.unknown();
    }
    return run.isFinished() ? new Cell("all done", Style.GOOD) : Cell.of("-");
  }
}
