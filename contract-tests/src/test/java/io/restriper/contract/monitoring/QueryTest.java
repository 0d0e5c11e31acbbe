package io.restriper.contract.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {
  private static final Query QUERY =
      new Query(
          "histogram_quantile(0.9, sum by (le, phase) (rate(a_bucket{x=\"and b\",y!~\"c|d\"}[5m])))"
              + " / on (job) group_left () e unless 1e3 * time() > bool f{}");

  @Test
  void theNamesAreThoseOfTheMetrics() {
    assertThat(QUERY.names()).containsExactly("a_bucket", "e", "f");
  }

  @Test
  void theLabelsAreThoseOfSelectorsAndGroups() {
    assertThat(QUERY.labels()).containsExactly("job", "le", "phase", "x", "y");
  }
}
