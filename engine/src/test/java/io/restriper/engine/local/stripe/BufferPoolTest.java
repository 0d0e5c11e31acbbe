package io.restriper.engine.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class BufferPoolTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BLOCK = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {128 << 10, 200 << 10, BLOCK})
  void neverHasMoreFullBuffersOutThanItIsAllowed(int length) throws InterruptedException {
    BufferPool pool = new BufferPool(BLOCK, 8);
    BufferPool.Lease first = pool.lease(6, length);
    Thread second = new Thread(() -> pool.lease(6, length).close());

    second.start();
    await().atMost(LIMIT).until(() -> second.getState() == Thread.State.WAITING);
    first.close();

    second.join();
  }

  @Test
  void letsManySmallOnesOutAtOnce() {
    BufferPool pool = new BufferPool(BLOCK, 8);
    Set<BufferPool.Lease> out = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      out.add(pool.lease(6, 100 << 10));
    }

    out.forEach(BufferPool.Lease::close);
  }

  @Test
  void usesBuffersAgain() {
    BufferPool pool = new BufferPool(BLOCK, 2);
    byte[] first;
    try (BufferPool.Lease lease = pool.lease(1, BLOCK)) {
      first = lease.buffer(BLOCK);
    }

    try (BufferPool.Lease lease = pool.lease(1, BLOCK)) {
      assertThat(lease.buffer(BLOCK)).isSameAs(first);
    }
  }

  @Test
  void letsOneThatWantsMoreThanThereIsGoAlone() {
    BufferPool pool = new BufferPool(BLOCK, 4);

    try (BufferPool.Lease lease = pool.lease(6, BLOCK)) {
      assertThat(lease.buffer(BLOCK)).hasSize(BLOCK);
    }
  }

  @Test
  void aBufferThatSomebodyMayStillWriteIntoIsNeverUsedAgain() {
    BufferPool one = new BufferPool(1 << 20, 1);
    byte[] abandoned;
    try (BufferPool.Lease lease = one.lease(1, 1 << 20)) {
      abandoned = lease.buffer(1 << 20);
      lease.abandon(abandoned);
    }
    try (BufferPool.Lease lease = one.lease(1, 1 << 20)) {
      assertThat(lease.buffer(1 << 20)).isNotSameAs(abandoned);
    }
  }

  @Test
  void whoTriesTakesWhatIsLeftAndNothingThatOthersWaitFor() throws InterruptedException {
    BufferPool pool = new BufferPool(BLOCK, 10);
    BufferPool.Lease held = pool.tryLease(6, BLOCK).orElseThrow();
    assertThat(pool.tryLease(6, BLOCK)).isEmpty();
    Thread waiting = new Thread(() -> pool.lease(6, BLOCK).close());
    waiting.start();
    await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.WAITING);

    assertThat(pool.tryLease(1, BLOCK)).isEmpty();

    held.close();
    waiting.join();
    assertThat(pool.tryLease(6, BLOCK)).isPresent();
  }
}
