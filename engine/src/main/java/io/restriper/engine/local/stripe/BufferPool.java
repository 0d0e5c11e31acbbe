package io.restriper.engine.local.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The memory for blocks that are on their way: bounded in all, and used again. Who wants more than
 * is left waits. Thread-safe.
 */
public final class BufferPool {
  /** Smaller buffers are cheaper to make than to keep; others are as long as a full block. */
  private static final int KEEP_FROM = 128 * 1024;

  private final int blockSize;
  private final int permits;
  private final Semaphore budget;
  private final ConcurrentLinkedQueue<byte[]> kept = new ConcurrentLinkedQueue<>();

  /**
   * @param blockSize payload of a full block, in bytes
   * @param blocks how many full blocks may be on their way at once
   */
  public BufferPool(int blockSize, int blocks) {
    this.blockSize = blockSize;
    this.permits = blocks;
    this.budget = new Semaphore(blocks, true);
  }

  public int blockSize() {
    return blockSize;
  }

  /**
   * Waits until there is memory.
   *
   * @param blocks how many buffers will be taken
   * @param length how long each will be, at most a full block
   */
  public Lease lease(int blocks, int length) {
    int wanted = wanted(blocks, length);
    budget.acquireUninterruptibly(wanted);
    return new Lease(wanted);
  }

  /** The same if there is memory at this instant and nobody waits for any; empty if not. */
  public Optional<Lease> tryLease(int blocks, int length) {
    int wanted = wanted(blocks, length);
    return !budget.hasQueuedThreads() && budget.tryAcquire(wanted)
        ? Optional.of(new Lease(wanted))
        : Optional.empty();
  }

  private int wanted(int blocks, int length) {
    long bytes = (long) blocks * (length < KEEP_FROM ? length : blockSize);
    return (int) Math.min(permits, Math.max(1, (bytes + blockSize - 1) / blockSize));
  }

  /** Buffers that go back to the pool when it is closed. Not thread-safe. */
  public final class Lease implements AutoCloseable {
    private final int held;
    private final List<byte[]> taken = new ArrayList<>();
    private boolean closed;

    private Lease(int held) {
      this.held = held;
    }

    /**
     * A buffer of at least that length, with anything in it.
     *
     * @param length in bytes, at most a full block
     */
    public byte[] buffer(int length) {
      if (length < KEEP_FROM) {
        return new byte[length];
      }
      if (length > blockSize) {
        throw new IllegalArgumentException(length + " bytes, and a block has " + blockSize);
      }
      byte[] buffer = kept.poll();
      if (buffer == null) {
        buffer = new byte[blockSize];
      }
      taken.add(buffer);
      return buffer;
    }

    /** Leaves a buffer to whoever may still write into it: it is never used again. */
    public void abandon(byte[] buffer) {
      taken.removeIf(each -> each == buffer);
    }

    /** Gives the memory back; nobody may use the buffers any more. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        kept.addAll(taken);
        taken.clear();
        budget.release(held);
      }
    }
  }
}
