package io.restriper.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.restriper.engine.sim.Runner.Failed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The whole engine in simulations: {@code -Dsim.seeds=100000 -Dsim.first=1} says how many and from
 * which seed on.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("sim.first", 1);
  private static final long SEEDS = Long.getLong("sim.seeds", 200);

  @Test
  void keepsItsPromisesWhateverHappens() {
    Runner runner = new Runner(Variant.SOUND);
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Optional<Failed> failed = runner.run(History.of(seed));
      if (failed.isPresent()) {
        fail(runner.shrink(failed.get()).report(), failed.get().message());
      }
    }
  }

  @Test
  void aSeedAlwaysGoesTheSameWay() {
    Runner runner = new Runner(Variant.SOUND);
    for (long seed = FIRST; seed < FIRST + 20; seed++) {
      History history = History.of(seed);
      assertThat(runner.digest(history)).as("seed %d", seed).isEqualTo(runner.digest(history));
    }
  }
}
