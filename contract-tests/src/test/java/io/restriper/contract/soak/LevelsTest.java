package io.restriper.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {
  private static final int MANY = 40;

  private static List<Sample> samples(IntUnaryOperator descriptors) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> new Sample(i, 40 << 20, descriptors.applyAsInt(i), 50, 100 << 20, 600))
        .toList();
  }

  @Test
  void whatRisesAllTheTimeIsFound() {
    assertThat(new Levels(samples(i -> 100 + 3 * i)).rising())
        .singleElement()
        .asString()
        .startsWith("File descriptors rises");
  }

  @Test
  void whatRisesOnlyInTheFirstHalfLevelsOff() {
    assertThat(new Levels(samples(i -> 100 + 10 * Math.min(i, MANY / 2))).rising()).isEmpty();
  }

  @Test
  void whatGoesUpAndDownIsLevel() {
    assertThat(new Levels(samples(i -> 100 + 40 * (i % 3))).rising()).isEmpty();
  }

  @Test
  void oneSampleThatIsFarOffIsNoRise() {
    assertThat(new Levels(samples(i -> i == MANY - 1 ? 10_000 : 100)).rising()).isEmpty();
  }

  @Test
  void thePlotShowsEverySample() {
    String svg = Plot.svg(Sample.Kind.DESCRIPTORS, samples(i -> 100 + i));

    assertThat(svg).startsWith("<svg ").contains("File descriptors").endsWith("</svg>\n");
    assertThat(svg.split("points=\"")[1].split("\"")[0].split(" ")).hasSize(MANY);
  }

  @Test
  void theTableHasALineForEachKind() {
    assertThat(new Levels(samples(i -> 100)).table().lines())
        .hasSize(2 + Sample.Kind.values().length)
        .contains("| File descriptors | 100 | 100 | 100 | 100 | 100 |");
  }
}
