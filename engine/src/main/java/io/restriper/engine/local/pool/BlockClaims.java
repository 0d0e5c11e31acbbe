package io.restriper.engine.local.pool;

import io.restriper.engine.local.block.BlockId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who is writing or sweeping which block file on which slot: at most one at a time, so that a file
 * that nobody has recorded yet is not taken for one that nobody needs. Thread-safe.
 */
public final class BlockClaims {
  private final Set<Key> claimed = new HashSet<>();

  private record Key(String slot, BlockId block) {}

  /** A claim on a block file; closing gives it up. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** Claims a block file; empty if somebody else has it. */
  public synchronized Optional<Claim> claim(Slot slot, BlockId block) {
    Key key = new Key(slot.id(), block);
    return claimed.add(key) ? Optional.of(() -> giveUp(key)) : Optional.empty();
  }

  /** Claims a block file when nobody else has it any more. The caller holds no other claim. */
  public synchronized Claim awaitClaim(Slot slot, BlockId block) {
    boolean interrupted = false;
    Optional<Claim> claim = claim(slot, block);
    while (claim.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      claim = claim(slot, block);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return claim.get();
  }

  private synchronized void giveUp(Key key) {
    claimed.remove(key);
    notifyAll();
  }
}
