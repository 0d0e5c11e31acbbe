package io.restriper.gate;

import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.ChangeClass;
import io.restriper.gate.rule.Rule;
import io.restriper.gate.rule.Side;
import io.restriper.gate.rule.Version;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A verdict in words. */
final class Report {
  private static final String SPECIFICATION = "api-spec/src/main/openapi/openapi.yaml";

  private final Verdict verdict;

  Report(Verdict verdict) {
    this.verdict = verdict;
  }

  /** The lines of the report: each change with its reason, then what is to be done. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Contract %s compared with the released %s: %s."
            .formatted(verdict.current(), verdict.released(), count()));
    lines.add("");
    byRule().forEach((rule, changes) -> describe(rule, changes, lines));
    if (verdict.passes()) {
      pass(lines);
    } else {
      fail(lines);
    }
    return lines;
  }

  private String count() {
    if (verdict.changes().isEmpty()) {
      return "nothing has changed";
    }
    return "breaking changes: %d, additions: %d, changes of words: %d"
        .formatted(
            verdict.changes(ChangeClass.BREAKING).size(),
            verdict.changes(ChangeClass.ADDITION).size(),
            verdict.changes(ChangeClass.WORDS).size());
  }

  /** The gravest rules last, each with the places that it was met in. */
  private Map<Rule, List<Change>> byRule() {
    return verdict.changes().stream()
        .collect(Collectors.groupingBy(Change::rule, LinkedHashMap::new, Collectors.toList()));
  }

  private static void describe(Rule rule, List<Change> changes, List<String> lines) {
    String breaks = rule.breaks().isEmpty() ? "" : ", breaks " + sides(rule.breaks());
    lines.add(rule.changeClass() + " (" + rule.id() + breaks + ")");
    changes.forEach(change -> lines.add("    " + change.where() + ": " + change.what() + "."));
    lines.add("    Why: " + rule.reason());
    lines.add("");
  }

  private static String sides(Set<Side> sides) {
    return EnumSet.copyOf(sides).stream().map(Side::words).collect(Collectors.joining(", "));
  }

  private void fail(List<String> lines) {
    Version needed = verdict.needed();
    lines.add(
        "FAILED: info.version is %s and has to be %s or higher, as %s."
            .formatted(verdict.current(), needed, ground()));
    lines.add(
        "What to do: take back what is marked %s above, or set info.version in %s to %s."
            .formatted(
                verdict.gravest().map(ChangeClass::name).orElse("a change"),
                SPECIFICATION,
                needed));
    lines.add("The rules are explained in docs/contract-compatibility.md.");
  }

  private String ground() {
    return verdict
        .gravest()
        .map(
            gravest ->
                switch (gravest) {
                  case BREAKING -> "a breaking change needs the next major version";
                  case ADDITION -> "an addition needs the next minor version";
                  case WORDS -> "other words need the next patch version";
                })
        .orElse("a version never goes back below a released one");
  }

  private void pass(List<String> lines) {
    lines.add(
        "PASSED: info.version is %s, and %s is the least that it can be."
            .formatted(verdict.current(), verdict.needed()));
    if (verdict.changes().isEmpty()) {
      return;
    }
    lines.add("The entry for CHANGELOG.md:");
    lines.add("");
    lines.add("### Contract " + verdict.current());
    entry("Breaking", ChangeClass.BREAKING, lines);
    entry("Added", ChangeClass.ADDITION, lines);
    entry("Reworded", ChangeClass.WORDS, lines);
  }

  private void entry(String title, ChangeClass changeClass, List<String> lines) {
    List<Change> changes = verdict.changes(changeClass);
    if (!changes.isEmpty()) {
      lines.add("");
      lines.add("#### " + title);
      lines.add("");
      changes.forEach(change -> lines.add("- " + change.where() + ": " + change.what() + "."));
    }
  }
}
