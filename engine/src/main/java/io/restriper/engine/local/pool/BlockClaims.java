package io.restriper.engine.local.pool;

import io.restriper.engine.local.block.BlockId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Who is writing or sweeping which block file on which slot: at most one at a time, so that a file
 * that nobody has recorded yet is not taken for one that nobody needs. Nobody ever waits.
 * Thread-safe.
 */
public final class BlockClaims {
  /** What is to be done when a claim is given up, under the same claim. */
  private final Map<Key, Queue<Runnable>> claimed = new HashMap<>();

  private record Key(String slot, BlockId block) {}

  /** A claim on a block file; closing gives it up. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** Claims a block file; empty if somebody else has it. */
  public synchronized Optional<Claim> claim(Slot slot, BlockId block) {
    Key key = new Key(slot.id(), block);
    if (claimed.containsKey(key)) {
      return Optional.empty();
    }
    claimed.put(key, new ArrayDeque<>());
    return Optional.of(() -> giveUp(key));
  }

  /**
   * Does something under a claim on a block file: at once if nobody has one, else on the thread of
   * whoever gives it up.
   */
  public void whenFree(Slot slot, BlockId block, Runnable work) {
    Key key = new Key(slot.id(), block);
    synchronized (this) {
      Queue<Runnable> waiting = claimed.get(key);
      if (waiting != null) {
        waiting.add(work);
        return;
      }
      claimed.put(key, new ArrayDeque<>());
    }
    try {
      work.run();
    } finally {
      giveUp(key);
    }
  }

  private void giveUp(Key key) {
    for (Optional<Runnable> next = next(key); next.isPresent(); next = next(key)) {
      next.get().run();
    }
  }

  private synchronized Optional<Runnable> next(Key key) {
    Runnable next = claimed.get(key).poll();
    if (next == null) {
      claimed.remove(key);
    }
    return Optional.ofNullable(next);
  }
}
