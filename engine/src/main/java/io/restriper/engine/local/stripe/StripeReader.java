package io.restriper.engine.local.stripe;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;
import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Reads stripes, and rebuilds on the way what is lost: chunk by chunk, so that blocks which are
 * damaged in different places still help each other. Thread-safe.
 */
public final class StripeReader {
  private final UUID cluster;
  private final DrivePool pool;
  private final Trouble trouble;

  public StripeReader(UUID cluster, DrivePool pool, Trouble trouble) {
    this.cluster = cluster;
    this.pool = pool;
    this.trouble = trouble;
  }

  /** A part of a stripe in memory: bytes of the file, in order. */
  public record Piece(byte[] bytes, int offset, int length) {}

  /**
   * How much memory a read of a part of a stripe may take: the length of each buffer, of which
   * there are k+m at most.
   */
  public static int windowLength(StripeRecord stripe, long from, long to) {
    Window window = Window.of(stripe, from, to);
    return window.length;
  }

  /**
   * Reads bytes of a stripe.
   *
   * @param from offset in the stripe, in bytes
   * @param to offset behind the last byte, more than from and at most the length of the stripe
   * @param lease with room for k+m buffers of {@link #windowLength}
   * @throws VolumeException with {@link Problem#DATA_UNAVAILABLE} if too many blocks are lost
   */
  public List<Piece> read(
      VersionRecord version, StripeRecord stripe, long from, long to, BufferPool.Lease lease) {
    int cell = stripe.blockLength();
    int first = (int) (from / cell);
    int last = (int) ((to - 1) / cell);
    boolean[] needed = new boolean[version.encoding().totalBlocks()];
    for (int block = first; block <= last; block++) {
      needed[block] = true;
    }
    Window window = Window.of(stripe, from, to);
    byte[][] blocks = fetch(version, stripe, window, needed, lease);
    List<Piece> pieces = new ArrayList<>();
    for (int block = first; block <= last; block++) {
      long start = Math.max(from, (long) block * cell) - (long) block * cell;
      long end = Math.min(to, (long) (block + 1) * cell) - (long) block * cell;
      pieces.add(new Piece(blocks[block], (int) (start - window.offset), (int) (end - start)));
    }
    return pieces;
  }

  /**
   * Makes whole blocks of a stripe, from what is stored of it.
   *
   * @param wanted the blocks to make
   * @param lease with room for k+m full blocks
   * @return an array of k+m, in which those that were wanted are filled
   * @throws VolumeException with {@link Problem#DATA_UNAVAILABLE} if too many blocks are lost
   */
  public byte[][] blocks(
      VersionRecord version, StripeRecord stripe, boolean[] wanted, BufferPool.Lease lease) {
    return fetch(version, stripe, Window.whole(stripe), wanted, lease);
  }

  /** The same range of chunks in every block of a stripe. */
  record Window(int firstChunk, int chunks, int offset, int length) {

    static Window whole(StripeRecord stripe) {
      return new Window(0, BlockFormat.chunks(stripe.blockLength()), 0, stripe.blockLength());
    }

    static Window of(StripeRecord stripe, long from, long to) {
      int cell = stripe.blockLength();
      if (from / cell != (to - 1) / cell) {
        return whole(stripe);
      }
      int firstChunk = (int) (from % cell) / BlockFormat.CHUNK;
      int lastChunk = (int) ((to - 1) % cell) / BlockFormat.CHUNK;
      int start = firstChunk * BlockFormat.CHUNK;
      int end = Math.min((lastChunk + 1) * BlockFormat.CHUNK, cell);
      return new Window(firstChunk, lastChunk - firstChunk + 1, start, end - start);
    }

    int chunkLength(int chunk) {
      return Math.min(BlockFormat.CHUNK, length - chunk * BlockFormat.CHUNK);
    }
  }

  private byte[][] fetch(
      VersionRecord version,
      StripeRecord stripe,
      Window window,
      boolean[] needed,
      BufferPool.Lease lease) {
    StripeFetch fetch = new StripeFetch(version.encoding(), window, needed, lease);
    for (int round = 0; ; round++) {
      List<Integer> next = fetch.nextToRead(order(stripe, needed, round));
      if (next.isEmpty() && fetch.isEnough()) {
        break;
      }
      if (next.isEmpty()) {
        if (round < 2) {
          continue;
        }
        throw unavailable(version, stripe, fetch.available());
      }
      List<CompletableFuture<Void>> reads = new ArrayList<>();
      for (int block : next) {
        reads.add(readBlock(stripe, window, block, fetch));
      }
      CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).join();
    }
    return fetch.rebuild(ErasureCoder.of(version.encoding()));
  }

  /**
   * The blocks that can be read, the best first: those that are needed, then the other ones in the
   * order of the stripe; in later rounds also what is left of damaged ones, and those on slow
   * drives.
   */
  private List<Integer> order(StripeRecord stripe, boolean[] needed, int round) {
    List<Integer> first = new ArrayList<>();
    List<Integer> then = new ArrayList<>();
    for (int block = 0; block < stripe.placements().size(); block++) {
      StripeRecord.Placement place = stripe.placements().get(block);
      Optional<Slot> slot = pool.usable(place.drive());
      boolean good = !place.lost() && slot.isPresent() && !slot.get().io().isSlow();
      if (slot.isPresent() && (good || round > 0)) {
        (needed[block] && !place.lost() ? first : then).add(block);
      }
    }
    first.addAll(then);
    return first;
  }

  private CompletableFuture<Void> readBlock(
      StripeRecord stripe, Window window, int block, StripeFetch fetch) {
    StripeRecord.Placement place = stripe.placements().get(block);
    Optional<Slot> slot = pool.usable(place.drive());
    if (slot.isEmpty()) {
      fetch.unreadable(block);
      return CompletableFuture.completedFuture(null);
    }
    BlockId id = new BlockId(stripe.version(), stripe.index(), block);
    byte[] target = fetch.buffer(block);
    return slot.get()
        .submit(
            () ->
                BlockRead.read(
                    slot.get().files(), id, cluster, stripe.blockLength(), window, target))
        .handle(
            (read, failure) -> {
              if (failure != null) {
                IOException error = Durable.asIo(failure);
                if (error instanceof NoAnswerException) {
                  fetch.unanswered(block);
                } else {
                  fetch.unreadable(block);
                }
                report(slot.get(), place, id, error);
              } else {
                fetch.read(block, read.valid());
                read.damage().ifPresent(damage -> report(slot.get(), place, id, damage));
              }
              return null;
            });
  }

  private void report(Slot slot, StripeRecord.Placement place, BlockId id, IOException error) {
    if (!place.lost()) {
      trouble.block(slot, place.drive(), id, error);
    }
  }

  private static VolumeException unavailable(
      VersionRecord version, StripeRecord stripe, int available) {
    Encoding encoding = version.encoding();
    return new VolumeException(
        Problem.DATA_UNAVAILABLE,
        "The data cannot be read now: stripe "
            + stripe.index()
            + " of "
            + version.path()
            + " needs "
            + encoding.dataBlocks()
            + " intact blocks and "
            + available
            + " can be read. Put back the drives that are missing.");
  }
}
