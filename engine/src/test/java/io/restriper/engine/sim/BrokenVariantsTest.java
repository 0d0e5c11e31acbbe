package io.restriper.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that the simulation can fail: an engine that is broken is caught. */
class BrokenVariantsTest {
  private static final long MOST_SEEDS = 1000;

  @ParameterizedTest
  @CsvSource({
    "NO_SYNC, 1, cannot be read",
    // Of the seeds up to there none meets it, which would take most of the time of this test.
    "NO_COMPARE_AND_SET, 730, blocks are left that nobody needs",
    "NO_CHECKSUM, 1, other bytes"
  })
  void noticesAnEngineThatIsBroken(Variant variant, long first, String message) {
    Runner runner = new Runner(variant);
    Optional<Runner.Failed> caught =
        LongStream.range(first, first + MOST_SEEDS)
            .mapToObj(seed -> runner.run(History.of(seed)))
            .flatMap(Optional::stream)
            .filter(failed -> failed.message().getMessage().contains(message))
            .findFirst();
    assertThat(caught).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"NO_CHECKSUM"})
  void aFailureIsToldWithItsSeedAndNoMoreStepsThanItTakes(Variant variant) {
    Runner runner = new Runner(variant);
    Runner.Failed failed =
        LongStream.rangeClosed(1, MOST_SEEDS)
            .mapToObj(seed -> runner.run(History.of(seed)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();

    Runner.Failed shrunk = runner.shrink(failed);

    assertThat(shrunk.history().steps())
        .hasSizeLessThan(failed.history().steps().size())
        .anyMatch(step -> step.step() instanceof Step.Spoil);
    assertThat(shrunk.report())
        .contains("seed " + failed.history().setup().seed())
        .contains("Spoil[");
  }
}
