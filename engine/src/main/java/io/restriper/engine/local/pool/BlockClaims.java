package io.restriper.engine.local.pool;

import io.restriper.engine.local.block.BlockId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is writing or sweeping which block file on which slot: at most one at a time, so that a file
 * that nobody has recorded yet is not taken for one that nobody needs. Thread-safe.
 */
public final class BlockClaims {
  private final Set<Key> claimed = ConcurrentHashMap.newKeySet();

  private record Key(String slot, BlockId block) {}

  /** A claim on a block file; closing gives it up. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** Claims a block file; empty if somebody else has it. */
  public Optional<Claim> claim(Slot slot, BlockId block) {
    Key key = new Key(slot.id(), block);
    return claimed.add(key) ? Optional.of(() -> claimed.remove(key)) : Optional.empty();
  }
}
