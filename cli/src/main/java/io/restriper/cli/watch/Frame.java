package io.restriper.cli.watch;

import io.restriper.cli.cluster.Facts;
import io.restriper.cli.cluster.Risk;
import io.restriper.cli.cluster.RunsView;
import io.restriper.cli.cluster.Words;
import io.restriper.cli.terminal.Bar;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Units;
import io.restriper.client.run.BlockedWork;
import io.restriper.client.run.Phase;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.model.RunPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a look found, in lines for a person. */
final class Frame {
  private static final int BAR = 24;
  private static final int PHASES = 5;
  private static final int NAME = 22;

  private final boolean unicode;

  Frame(boolean unicode) {
    this.unicode = unicode;
  }

  /** The lines of a live view. */
  List<Line> lines(Look look, String where) {
    ClusterStatus status = look.status();
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(Cell.of("Data is "), Risk.of(status).cell(), Cell.of("  "))
            .and(state(status), new Cell("  " + where, Style.DIM)));
    if (!status.unknowns().allUnderstood()) {
      lines.add(Line.of(new Cell("  not understood: " + Risk.notUnderstood(status), Style.WARN)));
    }
    Optional<Run> run = look.run();
    if (run.isPresent()) {
      phases(run.get(), status).forEach(lines::add);
    } else if (status.state().is(RestriperState.RUNNING)) {
      lines.add(ownPhase(look));
    }
    Optional<Run> last = look.lastRun().value().flatMap(some -> some);
    if (Risk.of(status) != Risk.PROTECTED) {
      last.flatMap(Run::atRisk)
          .ifPresent(
              levels ->
                  levels.forEach(
                      level -> lines.add(Line.of(Cell.of("  at risk: "), Words.risk(level)))));
    }
    blocked(status, last).forEach(lines::add);
    look.lastRun()
        .failure()
        .ifPresent(reason -> lines.add(Line.of(new Cell("  runs unknown: " + reason, Style.WARN))));
    if (run.isEmpty() && last.isPresent()) {
      lines.add(
          Line.of(Cell.of("  last run " + last.get().id() + ": "), RunsView.result(last.get()))
              .and(Cell.of(", took "), RunsView.took(last.get())));
    }
    return lines;
  }

  /** Everything in one line. */
  Line line(Look look) {
    ClusterStatus status = look.status();
    Line line = Line.of(Risk.of(status).cell(), Cell.of("  "), state(status));
    if (!status.unknowns().allUnderstood()) {
      line = line.and(new Cell("  not understood: " + Risk.notUnderstood(status), Style.WARN));
    }
    if (status.state().is(RestriperState.RUNNING)) {
      Optional<Phase> phase = Facts.currentPhase(status, look.run());
      line =
          line.and(
              Cell.of("  "),
              Words.percent(status.percentComplete()),
              Cell.of("  " + (phase.isPresent() ? progress(phase.get()) : ownProgress(look))));
    }
    return status.isBlocked()
        ? line.and(new Cell("  blocked: " + status.blockedReason(), Style.WARN))
        : line;
  }

  private static Cell state(ClusterStatus status) {
    Cell state = Words.value(status.state());
    if (status.phase().is(RestriperPhase.NONE)) {
      return state;
    }
    Cell phase = Words.value(status.phase());
    boolean known = status.state().isKnown() && status.phase().isKnown();
    return new Cell(state.text() + " " + phase.text(), known ? Style.PLAIN : Style.WARN);
  }

  private List<Line> phases(Run run, ClusterStatus status) {
    List<Line> lines = new ArrayList<>();
    int first = Math.max(0, run.phases().size() - PHASES);
    for (int i = first; i < run.phases().size(); i++) {
      Phase phase = run.phases().get(i);
      boolean current =
          i == run.phases().size() - 1 && phase.phase().text().equals(status.phase().text());
      if (phase.phase().is(RunPhase.PLANNING)) {
        if (current) {
          lines.add(
              Line.of(name(phase.phase().text()), Cell.of("finding out what there is to do")));
        }
        continue;
      }
      Line line = bar(name(Words.value(phase.phase()).text()), phase.percentComplete());
      String rest =
          current
              ? progress(phase)
              : Words.bytes(phase.done().bytes()).text()
                  + ", took "
                  + Words.seconds(phase.elapsedSeconds()).text();
      lines.add(line.and(new Cell("  " + rest, current ? Style.PLAIN : Style.DIM)));
    }
    return lines;
  }

  private Line ownPhase(Look look) {
    ClusterStatus status = look.status();
    return bar(name(Words.value(status.phase()).text()), status.percentComplete())
        .and(Cell.of("  " + ownProgress(look)));
  }

  private Line bar(Cell name, OptionalDouble percent) {
    return percent.isPresent()
        ? Line.of(
            name,
            Cell.of(Bar.of(percent.getAsDouble(), BAR, unicode)),
            Cell.of(String.format(Locale.ROOT, " %7s", Units.percent(percent.getAsDouble()))))
        : Line.of(name, Cell.unknown());
  }

  private static Cell name(String name) {
    return new Cell("  " + name + " ".repeat(Math.max(1, NAME - name.length())), Style.STRONG);
  }

  private static String progress(Phase phase) {
    return Words.bytes(phase.done().bytes()).text()
        + " of "
        + Words.bytes(phase.total().bytes()).text()
        + ", "
        + Words.rate(phase.bytesPerSecond()).text()
        + ", "
        + Words.left(phase);
  }

  private static String ownProgress(Look look) {
    String rate =
        look.percentPerSecond().isPresent()
            ? String.format(Locale.ROOT, "%.2f %%/s", look.percentPerSecond().getAsDouble())
            : "rate unknown";
    return look.secondsLeft().isPresent()
        ? rate + ", about " + Units.seconds(look.secondsLeft().getAsDouble()) + " left"
        : rate + ", time left unknown";
  }

  private static List<Line> blocked(ClusterStatus status, Optional<Run> last) {
    List<BlockedWork> works = last.map(Run::blocked).orElse(List.of());
    List<Line> lines = new ArrayList<>();
    if (works.isEmpty() && status.isBlocked()) {
      lines.add(Line.of(new Cell("  blocked: " + status.blockedReason(), Style.WARN)));
    }
    for (BlockedWork work : works) {
      String what = work.code().text() + ": " + work.message();
      lines.add(Line.of(new Cell("  blocked: " + what, Style.WARN)));
      lines.add(Line.of(Cell.of("    to do: "), new Cell(work.remedy(), Style.STRONG)));
    }
    return lines;
  }
}
