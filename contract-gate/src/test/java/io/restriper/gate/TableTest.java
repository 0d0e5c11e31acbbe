package io.restriper.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.gate.rule.ChangeClass;
import io.restriper.gate.rule.Rule;
import io.restriper.gate.rule.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table for people says what the rules say, row by row. */
class TableTest {
  private static final Path TABLE =
      Path.of(System.getProperty("restriper.root"), "docs/contract-compatibility.md");

  @Test
  void theTableHasARowForEveryRuleInTheirOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(this::row).toList());
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void aRuleThatBreaksSomebodyIsBreakingAndNoOther(Rule rule) {
    assertThat(!rule.breaks().isEmpty()).isEqualTo(rule.changeClass() == ChangeClass.BREAKING);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void aReasonIsASentence(Rule rule) {
    assertThat(rule.reason()).matches("[A-Z].*\\.");
  }

  private String row(Rule rule) {
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            rule.id(),
            rule.reason(),
            cell(rule, Side.WIRE),
            cell(rule, Side.SOURCE),
            cell(rule, Side.BINARY),
            rule.changeClass());
  }

  private static String cell(Rule rule, Side side) {
    return rule.breaks().contains(side) ? "breaks" : "";
  }
}
