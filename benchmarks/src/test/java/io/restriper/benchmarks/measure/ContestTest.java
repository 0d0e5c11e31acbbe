package io.restriper.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
  @TempDir Path folder;

  @Test
  void theMedianOfTheRoundsAfterTheFirstCounts() throws Exception {
    Figures figures = new Figures(folder.resolve("figures"));
    List<String> order = new ArrayList<>();
    Map<String, Contest.Attempt> subjects = new LinkedHashMap<>();
    subjects.put("a", round -> rate(order, "a", List.of(1000, 3, 1, 2).get(round)));
    subjects.put("b", round -> rate(order, "b", List.of(0, 30, 10, 20).get(round)));
    new Contest(figures, 3).run("part", "name", "MB/s", subjects);

    assertThat(figures.all())
        .containsExactly(
            new Figure("part", "name", "a", 2, "MB/s"),
            new Figure("part", "name", "b", 20, "MB/s"));
    assertThat(order).containsExactly("a", "b", "b", "a", "a", "b", "b", "a");
  }

  private static Took.Rate rate(List<String> order, String subject, double perSecond) {
    order.add(subject);
    return new Took.Rate(perSecond, Double.NaN);
  }
}
