package io.restriper.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.gate.compare.Comparison;
import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule has a folder with a contract before and after, and what is to be said of the two. */
class RuleExamplesTest {
  static final Path RULES = Path.of("src/test/resources/rules");

  @Test
  void everyRuleHasAnExampleAndEveryExampleARule() throws IOException {
    try (Stream<Path> folders = Files.list(RULES)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rule.values()).map(Rule::id).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void theExampleOfARuleIsFoundAsWhatItIs(Rule rule) throws IOException {
    Path folder = RULES.resolve(rule.id());
    List<Change> changes = Comparison.of(read(folder, "before"), read(folder, "after"));

    assertThat(changes).extracting(Change::rule).contains(rule);
    assertThat(changes.stream().map(RuleExamplesTest::line))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("expected.txt")));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void nothingIsFoundInAContractThatStayedAsItWas(Rule rule) throws IOException {
    JsonNode after = read(RULES.resolve(rule.id()), "after");

    assertThat(Comparison.of(after, after.deepCopy())).isEmpty();
  }

  private static JsonNode read(Path folder, String name) throws IOException {
    return new YAMLMapper().readTree(folder.resolve(name + ".yaml").toFile());
  }

  private static String line(Change change) {
    Rule rule = change.rule();
    return rule.changeClass() + " " + rule.id() + " | " + change.where() + " | " + change.what();
  }
}
