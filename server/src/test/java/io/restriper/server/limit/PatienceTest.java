package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 1);
  private final Patience patience = new Patience(Duration.ofSeconds(60), 1000, ticker::get);

  private void pass(long seconds) {
    ticker.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void endsAfterTheTimeOfGraceForThoseWhoSendNothing() {
    patience.begin();
    pass(60);
    assertThat(patience.end(0)).isTrue();
    patience.begin();
    pass(1);
    assertThat(patience.end(0)).isFalse();
  }

  @Test
  void growsWithWhatIsSent() {
    patience.begin();
    pass(70);
    assertThat(patience.end(10_000)).isTrue();
    patience.begin();
    pass(1);
    assertThat(patience.end(999)).isFalse();
  }

  @Test
  void doesNotCountTimeInWhichTheServerDoesNotWait() {
    for (int i = 0; i < 100; i++) {
      patience.begin();
      pass(0);
      assertThat(patience.end(1)).isTrue();
      pass(3600);
    }
  }

  @Test
  void countsAWaitFromItsBeginningHoweverOftenItIsBegun() {
    patience.begin();
    pass(40);
    patience.begin();
    pass(40);
    assertThat(patience.end(1)).isFalse();
  }

  @Test
  void tellsHowMuchIsLeft() {
    assertThat(patience.leftFor(2000)).isEqualTo(TimeUnit.SECONDS.toNanos(62));
    patience.begin();
    pass(50);
    patience.end(0);
    assertThat(patience.leftFor(0)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void isEndlessWithoutALeastRate() {
    Patience endless = new Patience(Duration.ofSeconds(1), 0, ticker::get);
    endless.begin();
    pass(1_000_000);
    assertThat(endless.end(0)).isTrue();
    assertThat(endless.leftFor(0)).isEqualTo(Long.MAX_VALUE);
  }
}
