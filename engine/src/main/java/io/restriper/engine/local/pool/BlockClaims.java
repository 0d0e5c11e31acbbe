package io.restriper.engine.local.pool;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.setup.Threads;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Who is writing or sweeping which block file on which slot: at most one at a time, so that a file
 * that nobody has recorded yet is not taken for one that nobody needs. Thread-safe.
 */
public final class BlockClaims {
  private final Lock lock;
  private final Condition givenUp;
  private final Set<Key> claimed = new HashSet<>();

  public BlockClaims(Threads threads) {
    this.lock = threads.lock();
    this.givenUp = lock.newCondition();
  }

  private record Key(String slot, BlockId block) {}

  /** A claim on a block file; closing gives it up. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** Claims a block file; empty if somebody else has it. */
  public Optional<Claim> claim(Slot slot, BlockId block) {
    Key key = new Key(slot.id(), block);
    lock.lock();
    try {
      return claimed.add(key) ? Optional.of(() -> giveUp(key)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Claims a block file when nobody else has it any more. The caller holds no other claim. */
  public Claim awaitClaim(Slot slot, BlockId block) {
    lock.lock();
    try {
      Optional<Claim> claim = claim(slot, block);
      while (claim.isEmpty()) {
        givenUp.awaitUninterruptibly();
        claim = claim(slot, block);
      }
      return claim.get();
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Key key) {
    lock.lock();
    try {
      claimed.remove(key);
      givenUp.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
