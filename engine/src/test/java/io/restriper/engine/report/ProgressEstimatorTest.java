package io.restriper.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Work;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProgressEstimatorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Offset<Double> CLOSE = within(1e-6);

  private final ProgressEstimator fresh = ProgressEstimator.of(Phase.REPROTECT, 0);

  private static PhaseProgress progress(long total, long done) {
    Work work = new Work(done, done);
    return PhaseProgress.of(new Work(total, total)).taken(work).done(work);
  }

  @Test
  void takesTheNominalRateUntilSomethingIsDone() {
    assertThat(fresh.secondsLeft(5 * SECOND, PhaseProgress.of(new Work(1_000_000_000, 1))))
        .isEqualTo(10, CLOSE);
    assertThat(fresh.secondsLeft(5 * SECOND, PhaseProgress.of(new Work(0, 1000))))
        .isEqualTo(10, CLOSE);
  }

  @Test
  void takesTheRateOfTheWindow() {
    ProgressEstimator estimator = fresh;
    for (int second = 1; second <= 100; second++) {
      long done = second <= 50 ? second : 50 + (second - 50) * 10;
      estimator = estimator.with(second * SECOND, new Work(done, done));
    }
    assertThat(estimator.secondsLeft(100 * SECOND, progress(1550, 550))).isEqualTo(100, CLOSE);
  }

  @Test
  void takesTheAverageWhenTheWindowSawNothing() {
    ProgressEstimator estimator = fresh.with(SECOND, new Work(100, 100));
    assertThat(estimator.secondsLeft(20 * SECOND, progress(200, 100))).isEqualTo(20, CLOSE);
    assertThat(estimator.secondsLeft(5 * SECOND, progress(200, 100))).isEqualTo(5, CLOSE);
  }

  @Test
  void neverReadsAsReadyWhileWorkIsLeftAndIsAlwaysFinite() {
    assertThat(fresh.secondsLeft(0, progress(2, 1))).isEqualTo(0.1);
    assertThat(fresh.secondsLeft(0, PhaseProgress.of(new Work(Long.MAX_VALUE, 1)))).isFinite();
    assertThat(fresh.secondsLeft(Long.MAX_VALUE, progress(Long.MAX_VALUE, 1))).isFinite();
    assertThat(fresh.secondsLeft(SECOND, progress(2, 2))).isZero();
  }

  @Test
  void planningNeedsAsLongAgainAsItHasTaken() {
    ProgressEstimator planning = ProgressEstimator.of(Phase.PLANNING, 0);
    assertThat(planning.secondsLeft(0, PhaseProgress.NONE)).isEqualTo(1);
    assertThat(planning.secondsLeft(8 * SECOND, PhaseProgress.NONE)).isEqualTo(8, CLOSE);
  }

  @Test
  void survivesATickerThatOverflows() {
    long began = Long.MAX_VALUE - SECOND;
    ProgressEstimator estimator = ProgressEstimator.of(Phase.REPROTECT, began);
    estimator = estimator.with(began + SECOND, new Work(1, 1));
    assertThat(estimator.elapsedSeconds(began + 2 * SECOND)).isEqualTo(2, CLOSE);
    assertThat(estimator.secondsLeft(began + 2 * SECOND, progress(4, 2))).isEqualTo(2, CLOSE);
  }

  @Test
  void theRangeHoldsTheLikelyTimeAndGetsNarrower() {
    Estimate few = estimate(4, 1);
    assertThat(few.low()).isEqualTo(1.5, CLOSE);
    assertThat(few.likely()).isEqualTo(3, CLOSE);
    assertThat(few.high()).isEqualTo(6, CLOSE);
    Estimate many = estimate(40_000, 10_000);
    assertThat(many.low()).isEqualTo(3 / 1.1, CLOSE);
    assertThat(many.high()).isEqualTo(3 * 1.1, CLOSE);
  }

  private Estimate estimate(long total, long done) {
    return fresh.estimate(SECOND, progress(total, done)).orElseThrow();
  }

  @Test
  void theRangeReachesFromTheRateOfTheWindowToTheAverage() {
    ProgressEstimator estimator = fresh;
    for (int second = 1; second <= 100; second++) {
      long done = second <= 90 ? second : 90 + (second - 90) * 91L;
      estimator = estimator.with(second * SECOND, new Work(done, done));
    }
    Estimate estimate = estimator.estimate(100 * SECOND, progress(1910, 1000)).orElseThrow();
    assertThat(estimate.likely()).isEqualTo(10, CLOSE);
    assertThat(estimate.low()).isEqualTo(10 / 1.1, CLOSE);
    assertThat(estimate.high()).isEqualTo(91 * 1.1, CLOSE);
  }

  @Test
  void thereIsNoRangeWhileNothingIsDone() {
    assertThat(fresh.estimate(SECOND, progress(4, 0))).isEmpty();
    assertThat(ProgressEstimator.of(Phase.PLANNING, 0).estimate(SECOND, PhaseProgress.NONE))
        .isEmpty();
  }

  @Test
  void theRateIsThatOfTheWindowAndKnowsTasksThatTakeLonger() {
    ProgressEstimator estimator = fresh;
    for (int second = 12; second <= 24; second += 12) {
      estimator = estimator.with(second * SECOND, new Work(second, 1));
    }
    Work done = new Work(24, 2);
    assertThat(estimator.bytesPerSecond(26 * SECOND, done)).isEqualTo(12.0 / 14, CLOSE);
    assertThat(estimator.averageBytesPerSecond(26 * SECOND, done)).isEqualTo(24.0 / 26, CLOSE);
    assertThat(estimator.bytesPerSecond(60 * SECOND, done)).isZero();
  }
}
