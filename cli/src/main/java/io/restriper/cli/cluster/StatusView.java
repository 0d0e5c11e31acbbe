package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.base.Doc;
import io.restriper.cli.base.Told;
import io.restriper.cli.base.View;
import io.restriper.cli.terminal.Bar;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Sheet;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Table;
import io.restriper.cli.terminal.Units;
import io.restriper.client.run.BlockedWork;
import io.restriper.client.run.Phase;
import io.restriper.client.run.RiskLevel;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.Protection;
import io.restriper.client.view.Slot;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.model.SlotState;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of a cluster. */
final class StatusView implements View {
  private static final int BAR = 30;

  private final Facts facts;
  private final ClusterStatus status;
  private final Optional<Run> run;
  private final URI endpoint;
  private final boolean unicode;

  StatusView(Facts facts, URI endpoint, boolean unicode) {
    this.facts = facts;
    this.status = facts.status();
    this.run = Facts.currentRun(status, facts.lastRun());
    this.endpoint = endpoint;
    this.unicode = unicode;
  }

  @Override
  public JsonNode document() {
    Doc doc = new Doc().put("endpoint", endpoint.toString());
    doc.text("cluster_name", facts.settings().value().map(s -> s.clusterName()));
    doc.put("risk", Risk.of(status).code());
    doc.put("status", StatusDocs.status(status));
    doc.put("protection", node(facts.protection().map(ProtectionView::document)));
    doc.put("drives", node(facts.slots().map(s -> Doc.array(s, DrivesView::document))));
    doc.put(
        "last_run", facts.lastRun().value().flatMap(some -> some).map(RunDocs::run).orElse(null));
    return doc.failure("settings", facts.settings())
        .failure("protection", facts.protection())
        .failure("drives", facts.slots())
        .failure("runs", facts.lastRun())
        .node();
  }

  private static JsonNode node(Told<? extends JsonNode> told) {
    return told.value().map(JsonNode.class::cast).orElse(null);
  }

  @Override
  public Table table() {
    return new Table()
        .columns("DATA", "STATE", "PHASE")
        .numbers("PERCENT", "ELAPSED")
        .columns("BLOCKED")
        .wideNumbers("COORDINATOR")
        .wideColumns("DRIVES", "ENDPOINT")
        .row(
            Risk.of(status).cell(),
            Words.value(status.state()),
            status.phase().is(RestriperPhase.NONE) ? Cell.of("-") : Words.value(status.phase()),
            Words.percent(status.percentComplete()),
            Words.seconds(status.elapsedSeconds()),
            blockedCell(),
            Words.number(status.coordinatorNode()),
            drives(),
            Cell.of(endpoint.toString()));
  }

  private Cell blockedCell() {
    if (status.unknowns().values().containsKey("blocked_reason")) {
      return Cell.unknown();
    }
    return status.isBlocked() ? new Cell(status.blockedReason(), Style.WARN) : Cell.of("-");
  }

  @Override
  public List<Line> text() {
    Sheet sheet = new Sheet(heading());
    if (!status.unknowns().allUnderstood()) {
      sheet.add(
          "Unknown",
          new Cell(
              Risk.notUnderstood(status) + "; ask for a newer restriper, or look at the server",
              Style.WARN));
    }
    sheet.add("Restriper", state());
    if (status.state().is(RestriperState.RUNNING)) {
      sheet.add("Progress", progress());
    }
    risks(sheet);
    blocked(sheet);
    facts.protection().value().ifPresent(told -> sheet.add("Survives", survives(told)));
    facts.slots().value().ifPresent(told -> sheet.add("Drives", drives()));
    failure(sheet, "Survives", facts.protection());
    failure(sheet, "Drives", facts.slots());
    failure(sheet, "Runs", facts.lastRun());
    return sheet.lines();
  }

  private Line heading() {
    String name = facts.settings().value().map(s -> s.clusterName()).orElse("");
    String where = (name.isEmpty() ? "" : "  " + name) + "  " + endpoint;
    return Line.of(Cell.of("Data is "), Risk.of(status).cell(), new Cell(where, Style.DIM));
  }

  private static void failure(Sheet sheet, String label, Told<?> told) {
    told.failure()
        .ifPresent(reason -> sheet.add(label, new Cell("unknown: " + reason, Style.WARN)));
  }

  private Line state() {
    Line line = Line.of(Words.value(status.state()));
    if (!status.phase().is(RestriperPhase.NONE)) {
      line = line.and(Cell.of(", "), Words.value(status.phase()));
    }
    if (status.state().is(RestriperState.RUNNING)) {
      line = line.and(Cell.of(" since "), Words.seconds(status.elapsedSeconds()));
    }
    if (status.state().is(RestriperState.FINISHED) && status.isBlocked()) {
      line = line.and(new Cell(", but work was left undone", Style.WARN));
    }
    return run.isPresent() ? line.and(new Cell("  run " + run.get().id(), Style.DIM)) : line;
  }

  private Line progress() {
    if (status.percentComplete().isEmpty()) {
      return Line.of(Cell.unknown());
    }
    double percent = status.percentComplete().getAsDouble();
    Line bar = Line.of(Bar.of(percent, BAR, unicode) + " " + Units.percent(percent));
    Optional<Phase> phase = Facts.currentPhase(status, run);
    if (phase.isPresent()) {
      Phase some = phase.get();
      String amount =
          "  "
              + Words.bytes(some.done().bytes()).text()
              + " of "
              + Words.bytes(some.total().bytes()).text();
      return bar.and(
          Cell.of(
              amount + ", " + Words.rate(some.bytesPerSecond()).text() + ", " + Words.left(some)));
    }
    return bar.and(Cell.of("  " + left(percent)));
  }

  /** Without a run that tells more, the rate of the phase so far is taken for that to come. */
  private String left(double percent) {
    if (percent <= 0 || status.elapsedSeconds().isEmpty()) {
      return "time left unknown";
    }
    double left = status.elapsedSeconds().getAsDouble() * (100 - percent) / percent;
    return "about " + Units.seconds(left) + " left";
  }

  private void risks(Sheet sheet) {
    if (Risk.of(status) == Risk.PROTECTED) {
      return;
    }
    List<RiskLevel> levels =
        facts.lastRun().value().flatMap(some -> some).flatMap(Run::atRisk).orElse(List.of());
    levels.forEach(level -> sheet.add("At risk", Words.risk(level)));
  }

  private void blocked(Sheet sheet) {
    Optional<Run> last = facts.lastRun().value().flatMap(some -> some);
    List<BlockedWork> works = last.map(Run::blocked).orElse(List.of());
    if (works.isEmpty()) {
      if (status.isBlocked()) {
        sheet.add("Blocked", new Cell(status.blockedReason(), Style.WARN));
      }
      return;
    }
    works.forEach(
        work -> {
          sheet.add("Blocked", new Cell(work.code().text() + ": " + work.message(), Style.WARN));
          sheet.add("  to do", new Cell(work.remedy(), Style.STRONG));
        });
  }

  private static Line survives(Protection protection) {
    String now =
        Words.number(protection.remainingDriveFailures()).text()
            + " drive and "
            + Words.number(protection.remainingNodeFailures()).text()
            + " node failures";
    String most =
        " (by its encoding "
            + Words.number(protection.maxDriveFailures()).text()
            + " and "
            + Words.number(protection.maxNodeFailures()).text()
            + ")";
    Line line =
        Line.of(
            new Cell(now, protection.isKnownToBeWhole() ? Style.PLAIN : Style.WARN),
            new Cell(most, Style.DIM));
    return protection.pendingConfiguration().isPresent()
        ? line.and(new Cell(", the encoding is being changed", Style.WARN))
        : line;
  }

  /** How many drives there are of each state, and which are not healthy. */
  private Cell drives() {
    if (facts.slots().value().isEmpty()) {
      return Cell.unknown();
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, String> which = new LinkedHashMap<>();
    boolean good = true;
    for (Slot slot : facts.slots().value().get()) {
      if (slot.state().is(SlotState.EMPTY)) {
        continue;
      }
      String state = Words.value(slot.state()).text();
      counts.merge(state, 1, Integer::sum);
      if (!slot.isKnownToBeHealthy()) {
        good = false;
        which.merge(state, slot.id(), (a, b) -> a + " " + b);
      }
    }
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (state, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(state)
                .append(which.containsKey(state) ? " (" + which.get(state) + ")" : ""));
    return new Cell(text.isEmpty() ? "none" : text.toString(), good ? Style.PLAIN : Style.BAD);
  }
}
