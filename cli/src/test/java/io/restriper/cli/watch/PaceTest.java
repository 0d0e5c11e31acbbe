package io.restriper.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace();

  private void look(long second, RestriperPhase phase, double elapsed, double percent) {
    ClusterStatus status =
        new ClusterStatus(
            OpenEnum.of(RestriperState.RUNNING),
            OpenEnum.of(phase),
            "",
            Optional.of(true),
            OptionalDouble.of(elapsed),
            OptionalDouble.of(percent),
            OptionalInt.of(1),
            new Unknowns(Map.of(), Map.of()));
    pace.add(status, second * SECOND);
  }

  @Test
  void theFirstLookGoesByThePhaseSoFar() {
    look(7, RestriperPhase.REPROTECT, 30, 25);

    assertThat(pace.secondsLeft()).hasValue(90);
  }

  @Test
  void laterLooksGoByWhatWasSeen() {
    look(0, RestriperPhase.REPROTECT, 100, 10);
    look(10, RestriperPhase.REPROTECT, 110, 30);

    assertThat(pace.percentPerSecond()).hasValue(2);
    assertThat(pace.secondsLeft()).hasValue(35);
  }

  @Test
  void onlyTheLastMinuteCounts() {
    look(0, RestriperPhase.REPROTECT, 1, 0);
    for (int second = 10; second <= 100; second += 10) {
      look(second, RestriperPhase.REPROTECT, second, second <= 30 ? second : 30);
    }

    assertThat(pace.percentPerSecond()).hasValue(0);
    assertThat(pace.secondsLeft()).isEmpty();
  }

  @Test
  void anotherPhaseAndAStepBackBeginAnew() {
    look(0, RestriperPhase.REPROTECT, 10, 10);
    look(10, RestriperPhase.REPROTECT, 20, 90);
    look(20, RestriperPhase.REBALANCE, 10, 10);
    assertThat(pace.secondsLeft()).hasValue(90);

    look(30, RestriperPhase.REBALANCE, 20, 50);
    look(40, RestriperPhase.REBALANCE, 10, 5);
    assertThat(pace.secondsLeft()).hasValue(190);
  }

  @Test
  void withoutAnyProgressNothingIsSaid() {
    look(0, RestriperPhase.REPROTECT, 10, 0);

    assertThat(pace.secondsLeft()).isEmpty();
  }
}
