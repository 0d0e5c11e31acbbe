package io.restriper.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.pool.Placement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementBenchmarkTest {

  @ParameterizedTest
  @ValueSource(ints = {8, 100})
  void everyBlockHasADriveOfItsOwn(int drives) {
    PlacementBenchmark benchmark = new PlacementBenchmark();
    benchmark.drives = drives;
    benchmark.prepare();

    assertThat(benchmark.newStripe())
        .extracting(Placement.Target::drive)
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertThat(benchmark.lostBlock())
        .singleElement()
        .extracting(Placement.Target::drive)
        .satisfies(drive -> assertThat(drive).isGreaterThan(5));
  }
}
