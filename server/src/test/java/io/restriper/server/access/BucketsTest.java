package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final Buckets buckets = new Buckets(3, Duration.ofSeconds(10), nanos::get);

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private int takeAll(String key) {
    int taken = 0;
    while (buckets.take(key)) {
      taken++;
    }
    return taken;
  }

  @Test
  void givesSoManyAtOnceAndThenOneInSoMuchTime() {
    assertThat(takeAll("a")).isEqualTo(3);
    assertThat(buckets.untilNext("a")).isEqualTo(Duration.ofSeconds(10));
    pass(9);
    assertThat(takeAll("a")).isZero();
    assertThat(buckets.untilNext("a")).isEqualTo(Duration.ofSeconds(1));
    pass(1);
    assertThat(takeAll("a")).isEqualTo(1);
    pass(25);
    assertThat(takeAll("a")).isEqualTo(2);
    pass(1000);
    assertThat(takeAll("a")).isEqualTo(3);
  }

  @Test
  void eachKeyHasItsOwn() {
    assertThat(takeAll("a")).isEqualTo(3);
    assertThat(takeAll("b")).isEqualTo(3);
  }

  @Test
  void manyKeysDoNotFillTheMemory() {
    takeAll("first");
    for (int i = 0; i < Buckets.KEYS; i++) {
      buckets.take("key " + i);
    }
    assertThat(takeAll("first")).isEqualTo(3);
    assertThat(takeAll("key " + (Buckets.KEYS - 1))).isEqualTo(2);
  }
}
