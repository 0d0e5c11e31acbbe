package io.restriper.engine.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restriper.engine.facts.DurationFacts;
import io.restriper.engine.pace.Pace.Urgency;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MIB = 1L << 20;
  private static final Duration BEAT = Duration.ofNanos(Pace.BEAT_NANOS);
  private static final Duration USUAL = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(100);

  /** Starts near its overflow, as a real one may. */
  private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  private Pace pace = new Pace(0, ticker::get);

  private void advance(Duration duration) {
    ticker.addAndGet(duration.toNanos());
  }

  private void read(Duration latency) {
    pace.reading(
        MIB,
        () -> {
          advance(latency);
          return 0;
        });
  }

  /** A user reads for some beats, and nothing else moves. */
  private void usual(int beats) {
    userReads(beats, USUAL, 0);
  }

  /** A user reads for some beats, while a run moves so many MiB in each of them. */
  private void userReads(int beats, Duration latency, int mebibytes) {
    for (int beat = 0; beat < beats; beat++) {
      for (int i = 0; i < mebibytes; i++) {
        pace.ask(MIB, Urgency.NORMAL);
      }
      read(latency);
      advance(BEAT.minus(latency));
    }
  }

  /** What a worker that never tires moves in a time. */
  private long moved(Duration time, long bytes, Urgency urgency) {
    long end = ticker.get() + time.toNanos();
    long sum = 0;
    while (ticker.get() - end < 0) {
      long wait = pace.ask(bytes, urgency);
      sum += wait == 0 ? bytes : 0;
      ticker.addAndGet(Math.min(wait, end - ticker.get()));
      if (sum > 100_000 * bytes) {
        return Long.MAX_VALUE;
      }
    }
    return sum;
  }

  @Test
  void letsEverythingGoWhileUsersAreQuiet() {
    assertThat(pace.limit()).isEmpty();
    assertThat(moved(Duration.ofSeconds(1), MIB, Urgency.NORMAL)).isEqualTo(Long.MAX_VALUE);
    assertThat(pace.ask(MIB, Urgency.SPARE)).isZero();
  }

  @Test
  void letsEverythingGoWhileUsersAreServedAsUsual() {
    usual(10);
    userReads(20, USUAL.plusMillis(9), 100);

    assertThat(pace.limit()).isEmpty();
    assertThat(pace.ask(MIB, Urgency.SPARE)).isZero();
  }

  @Test
  void halvesWhatItMovesInEveryBeatInWhichUsersSuffer() {
    usual(10);
    userReads(4, USUAL, 100);

    userReads(1, SLOW, 100);
    assertThat(pace.limit()).hasValue(100 * MIB);
    userReads(1, SLOW, 100);
    assertThat(pace.limit()).hasValue(50 * MIB);
    userReads(1, SLOW, 100);
    assertThat(pace.limit()).hasValue(25 * MIB);
    userReads(9, SLOW, 100);
    assertThat(pace.limit()).hasValue(Pace.SLOWEST);
  }

  @Test
  void keepsTheLimitThatItSays() {
    usual(10);
    userReads(4, USUAL, 100);
    userReads(1, SLOW, 100);
    userReads(9, SLOW, 100);
    advance(BEAT);
    read(SLOW);

    long limit = pace.limit().orElseThrow();
    long bytes = moved(Duration.ofMillis(400), MIB / 16, Urgency.NORMAL);

    assertThat((double) bytes).isCloseTo(limit * 0.4, within(MIB / 8.0));
  }

  @Test
  void criticalWorkKeepsItsFloorWhileOtherWorkCrawlsAndSpareWorkWaits() {
    usual(10);
    userReads(4, USUAL, 100);
    userReads(10, SLOW, 100);
    long critical = 0;
    for (int beat = 0; beat < 20; beat++) {
      read(SLOW);
      critical += moved(Duration.ofMillis(400), MIB, Urgency.CRITICAL);
      assertThat(pace.ask(0, Urgency.SPARE)).isPositive();
    }

    assertThat(pace.limit()).hasValue(Pace.SLOWEST);
    assertThat((double) critical).isBetween(8.0 * Pace.CRITICAL_FLOOR, 9.5 * Pace.CRITICAL_FLOOR);
    assertThat(pace.ask(MIB, Urgency.NORMAL)).isPositive();
  }

  @Test
  void otherWorkGoesOnAfterCriticalWorkThatWentBeyondTheLimit() {
    usual(10);
    userReads(4, USUAL, 100);
    userReads(10, SLOW, 100);
    moved(Duration.ofMillis(400), MIB, Urgency.CRITICAL);
    read(SLOW);

    advance(Duration.ofSeconds(1));
    assertThat(pace.ask(MIB, Urgency.NORMAL)).isZero();
  }

  @Test
  void risesByStepsWhenUsersDoNotSufferAnyMore() {
    usual(10);
    userReads(4, USUAL, 100);
    userReads(12, SLOW, 100);
    assertThat(pace.limit()).hasValue(Pace.SLOWEST);

    userReads(2, USUAL, 2);
    assertThat(pace.limit()).hasValue(Pace.SLOWEST + 8 * MIB);
    userReads(300, USUAL, 2);
    assertThat(pace.limit()).isEmpty();
  }

  @Test
  void takesAllThereIsTwoSecondsAfterTheLastUser() {
    usual(10);
    userReads(4, USUAL, 100);
    userReads(12, SLOW, 100);

    advance(BEAT.multipliedBy(2));
    assertThat(pace.limit()).isPresent();
    advance(BEAT.multipliedBy(2));
    assertThat(pace.limit()).isEmpty();
    assertThat(moved(Duration.ofSeconds(1), MIB, Urgency.SPARE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isNotToBlameForUsersThatSufferWhileItIsQuiet() {
    usual(10);
    userReads(3, SLOW, 0);

    assertThat(pace.limit()).isEmpty();
    assertThat(pace.ask(MIB, Urgency.NORMAL)).isZero();
    assertThat(pace.ask(MIB, Urgency.SPARE)).isPositive();
  }

  @Test
  void learnsWhatIsUsualWhenUsersAreSlowWithoutIt() {
    usual(10);
    userReads(500, SLOW, 0);
    userReads(20, SLOW, 100);

    assertThat(pace.limit()).isEmpty();
  }

  @Test
  void measuresWritesAndEachSizeByItself() {
    usual(10);
    for (int beat = 0; beat < 10; beat++) {
      pace.ask(100 * MIB, Urgency.NORMAL);
      pace.reading(
          16 * MIB,
          () -> {
            advance(SLOW);
            return 0;
          });
      CompletableFuture<Integer> write = new CompletableFuture<>();
      pace.writing(MIB, () -> write);
      advance(SLOW);
      write.complete(0);
      advance(BEAT);
    }
    assertThat(pace.limit()).isEmpty();

    CompletableFuture<Integer> write = new CompletableFuture<>();
    pace.ask(100 * MIB, Urgency.NORMAL);
    pace.writing(MIB, () -> write);
    advance(SLOW.multipliedBy(3));
    write.complete(0);
    advance(BEAT);
    assertThat(pace.limit()).isPresent();
  }

  @Test
  void doesNotMeasureWhatFails() {
    usual(10);
    userReads(1, USUAL, 100);
    CompletableFuture<Integer> write = new CompletableFuture<>();
    pace.writing(MIB, () -> write);
    assertThatThrownBy(
            () ->
                pace.reading(
                    MIB,
                    () -> {
                      advance(SLOW);
                      throw new IllegalStateException("a drive failed");
                    }))
        .hasMessage("a drive failed");
    write.completeExceptionally(new IllegalStateException("a drive failed"));
    advance(BEAT);

    assertThat(pace.limit()).isEmpty();
  }

  @Test
  void keepsTheCeilingOnAverageForAllWorkTogether() {
    pace = new Pace(10 * MIB, ticker::get);
    long bytes = 0;
    for (Urgency urgency : Urgency.values()) {
      bytes += moved(Duration.ofSeconds(20), 3 * MIB, urgency);
    }

    assertThat(pace.limit()).hasValue(10 * MIB);
    assertThat((double) bytes).isCloseTo(600.0 * MIB, within(9.0 * MIB));
  }

  @Test
  void aPauseIsNotFollowedByABurst() {
    pace = new Pace(10 * MIB, ticker::get);
    moved(Duration.ofSeconds(1), MIB, Urgency.NORMAL);
    advance(Duration.ofDays(1));

    assertThat((double) moved(Duration.ofSeconds(1), MIB, Urgency.CRITICAL))
        .isCloseTo(10.0 * MIB, within(1.0 * MIB));
  }

  @Test
  void theCeilingHoldsBelowTheFloors() {
    pace = new Pace(MIB, ticker::get);
    usual(10);
    userReads(4, USUAL, 1);
    userReads(10, SLOW, 1);

    assertThat(pace.limit()).isEqualTo(OptionalLong.of(MIB));
    assertThat((double) moved(Duration.ofSeconds(10), MIB, Urgency.CRITICAL))
        .isCloseTo(10.0 * MIB, within(1.0 * MIB));
  }

  @Test
  void theCeilingThatIsSetHoldsFromThenOn() {
    moved(Duration.ofSeconds(1), MIB, Urgency.NORMAL);

    pace.ceiling(10 * MIB);
    assertThat((double) moved(Duration.ofSeconds(10), MIB, Urgency.NORMAL))
        .isCloseTo(100.0 * MIB, within(2.0 * MIB));

    pace.ceiling(0);
    assertThat(pace.limit()).isEmpty();
    assertThat(pace.ask(100 * MIB, Urgency.NORMAL)).isZero();
    assertThat(pace.ask(100 * MIB, Urgency.NORMAL)).isZero();
  }

  @Test
  void countsHowLongReadsAndWritesTook() {
    read(Duration.ofMillis(10));
    read(Duration.ofMillis(20));
    read(Duration.ofSeconds(31));
    pace.writing(MIB, () -> new CompletableFuture<>());

    DurationFacts reads = pace.reads();
    assertThat(reads.counts().get(reads.upperBounds().indexOf(0.01))).isEqualTo(1);
    assertThat(reads.counts().get(reads.upperBounds().indexOf(0.025))).isEqualTo(1);
    assertThat(reads.counts().get(reads.upperBounds().size())).isEqualTo(1);
    assertThat(reads.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
    assertThat(reads.seconds()).isCloseTo(31.03, within(1e-6));
    assertThat(pace.writes().counts()).containsOnly(0L);
  }

  @Test
  void refusesANegativeCeiling() {
    assertThatThrownBy(() -> new Pace(-1, ticker::get))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pace.ceiling(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
