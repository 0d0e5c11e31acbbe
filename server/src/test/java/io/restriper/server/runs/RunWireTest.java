package io.restriper.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.model.BlockedCode;
import io.restriper.model.RunEstimateGap;
import io.restriper.model.RunPhase;
import io.restriper.model.RunSubjectKind;
import io.restriper.model.RunTrigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunWireTest {
  private static final Path PAGES = Path.of("..", "docs", "blocked");

  /** Each value of the engine is one of the wire under its name, and the wire has no others. */
  private static <E extends Enum<E>, W extends Enum<W>> void assertSame(
      E[] engine, Function<E, W> translation, W[] wire) {
    assertThat(Arrays.stream(engine).map(translation)).containsExactlyInAnyOrder(wire);
    for (E value : engine) {
      assertThat(translation.apply(value).name()).isEqualTo(value.name());
    }
  }

  @Test
  void theEngineAndTheWireHaveTheSameWords() {
    assertSame(io.restriper.engine.work.BlockedCode.values(), RunWire::code, BlockedCode.values());
    assertSame(Trigger.values(), RunWire::trigger, RunTrigger.values());
    assertSame(Subject.Kind.values(), RunWire::kind, RunSubjectKind.values());
    assertSame(EstimateGap.values(), RunWire::gap, RunEstimateGap.values());
    assertSame(Phase.values(), RunWire::phase, RunPhase.values());
  }

  @ParameterizedTest
  @EnumSource(BlockedCode.class)
  void eachBlockedCodeHasItsPage(BlockedCode code) throws Exception {
    assertThat(Files.readString(PAGES.resolve(code + ".md")))
        .startsWith("# " + code + "\n")
        .contains("\n## What it means\n", "\n## How to see it\n", "\n## What to do\n");
  }

  @Test
  void noPageIsAboutACodeThatThereIsNot() throws Exception {
    Set<String> codes =
        Arrays.stream(BlockedCode.values()).map(code -> code + ".md").collect(Collectors.toSet());
    try (var pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(codes);
    }
  }
}
