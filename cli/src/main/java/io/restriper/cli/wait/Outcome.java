package io.restriper.cli.wait;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.View;
import io.restriper.cli.cluster.Risk;
import io.restriper.cli.cluster.StatusDocs;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.client.view.ClusterStatus;
import java.util.List;
import java.util.Locale;

/**
 * How waiting has ended.
 *
 * @param kind in one word
 * @param status the last status
 */
record Outcome(Kind kind, ClusterStatus status) implements View {

  /** The ends that there are. */
  enum Kind {
    PROTECTED(ExitCodes.OK, Style.GOOD),
    BLOCKED(ExitCodes.BLOCKED, Style.WARN),
    TIMED_OUT(ExitCodes.TIMED_OUT, Style.WARN),
    AT_RISK(ExitCodes.AT_RISK, Style.BAD);

    private final int exitCode;
    private final Style style;

    Kind(int exitCode, Style style) {
      this.exitCode = exitCode;
      this.style = style;
    }
  }

  int exitCode() {
    return kind.exitCode;
  }

  @Override
  public JsonNode document() {
    return new Doc()
        .put("result", kind.name().toLowerCase(Locale.ROOT))
        .put("risk", Risk.of(status).code())
        .put("status", StatusDocs.status(status))
        .node();
  }

  @Override
  public Table table() {
    return new Table()
        .columns("RESULT", "DATA", "STATE", "BLOCKED")
        .row(
            new Cell(kind.name(), kind.style),
            Risk.of(status).cell(),
            Words.value(status.state()),
            Words.text(status.blockedReason()));
  }

  @Override
  public List<Line> text() {
    return List.of(Line.of(new Cell(sentence(), kind.style)));
  }

  private String sentence() {
    String risk =
        switch (Risk.of(status)) {
          case PROTECTED -> "no data is at risk";
          case AT_RISK -> "data is at risk";
          case UNKNOWN ->
              "it is not known whether data is at risk, because " + Risk.notUnderstood(status);
        };
    return switch (kind) {
      case PROTECTED ->
          status.isFinished()
              ? "The restriper has finished, and no data is at risk."
              : "No run has begun, and no data is at risk.";
      case BLOCKED ->
          "The restriper has finished and left work undone; "
              + risk
              + ": "
              + status.blockedReason();
      case TIMED_OUT ->
          "The restriper was not known to have finished in time; its state is "
              + Words.value(status.state()).text()
              + ", and "
              + risk
              + ".";
      case AT_RISK -> "The restriper has finished, and " + risk + ".";
    };
  }
}
