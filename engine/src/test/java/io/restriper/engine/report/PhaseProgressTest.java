package io.restriper.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.work.Work;
import org.junit.jupiter.api.Test;

class PhaseProgressTest {

  @Test
  void amountsThatDoNotAddUpCannotBeMade() {
    Work one = new Work(1, 1);
    assertThatThrownBy(() -> new PhaseProgress(one, one, one, Work.NONE, Work.NONE, Work.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PhaseProgress.of(one).done(one))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void percentIsRoundedDownAndIs100OnlyWhenAllIsDone() {
    assertThat(percent(new Work(Long.MAX_VALUE, 2), new Work(Long.MAX_VALUE - 1, 1)))
        .isEqualTo(99.99);
    assertThat(percent(new Work(3, 3), new Work(1, 1))).isEqualTo(33.33);
    assertThat(percent(new Work(3, 3), new Work(2, 2))).isEqualTo(66.66);
    assertThat(percent(new Work(3, 3), new Work(3, 3))).isEqualTo(100);
  }

  @Test
  void percentIsNot100WhileStripesWithoutBytesAreLeft() {
    assertThat(percent(new Work(3, 3), new Work(3, 2))).isEqualTo(99.99);
  }

  @Test
  void percentGoesByStripesWhenThereAreNoBytes() {
    assertThat(percent(new Work(0, 4), new Work(0, 1))).isEqualTo(25);
    assertThat(percent(new Work(0, 4), new Work(0, 4))).isEqualTo(100);
    assertThat(PhaseProgress.NONE.percentComplete()).isZero();
  }

  @Test
  void blockedAndFailedWorkIsNotDone() {
    PhaseProgress progress = PhaseProgress.of(new Work(4, 4)).taken(new Work(4, 4));
    progress = progress.blocked(new Work(1, 1)).failed(new Work(1, 1)).givenBack(new Work(1, 1));
    assertThat(progress.percentComplete()).isZero();
    assertThat(progress.left()).isEqualTo(new Work(2, 2));
  }

  private static double percent(Work total, Work done) {
    return PhaseProgress.of(total).taken(done).done(done).percentComplete();
  }
}
