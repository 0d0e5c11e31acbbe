package io.restriper.engine.local.file;

import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.file.LocalOpenFile.Part;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a range of a file stripe by stripe, ahead of what is being sent: one stripe, and more while
 * the drives are slower than the client and there is memory. Placements are looked up in pages, and
 * again if a stripe cannot be read where it was, for it may have been moved. Used by one thread.
 */
final class StripeReadAhead implements AutoCloseable {
  private static final int PAGE = 64;

  /** Most stripes that are read ahead. */
  private static final int DEEPEST = 4;

  private final FileContext context;
  private final VersionRecord version;
  private final long end;
  private final Deque<StripeRecord> known = new ArrayDeque<>();
  private long at;
  private long nextIndex = -1;
  private Fetched ready;

  /** What is being read ahead, in the order of the file. */
  private final Deque<CompletableFuture<Fetched>> coming = new ArrayDeque<>();

  /** How many stripes are read ahead; who waits for the client rather than the drives needs few. */
  private int depth = 1;

  /**
   * @param offset where to begin in the file
   * @param end where to stop
   */
  StripeReadAhead(FileContext context, VersionRecord version, long offset, long end) {
    this.context = context;
    this.version = version;
    this.at = offset;
    this.end = end;
  }

  private record Fetched(List<StripeReader.Piece> pieces, BufferPool.Lease lease)
      implements AutoCloseable {
    @Override
    public void close() {
      lease.close();
    }
  }

  /** Reads the first part. */
  void prepare() throws IOException {
    ready = at < end ? fetch(nextPart()) : null;
  }

  void transferTo(OutputStream target) throws IOException {
    while (ready != null) {
      readAhead();
      try (Fetched sending = ready) {
        ready = null;
        for (StripeReader.Piece piece : sending.pieces()) {
          target.write(piece.bytes(), piece.offset(), piece.length());
        }
      }
      ready = next();
    }
  }

  /** Who waits for memory holds none for what comes later: others could wait for just that. */
  private void readAhead() throws IOException {
    BufferPool pool = context.readBuffers();
    while (at < end && coming.size() < depth) {
      Optional<BufferPool.Lease> lease =
          pool.tryLease(version.encoding().totalBlocks(), pool.blockSize());
      if (lease.isPresent()) {
        coming.add(fetchAhead(lease.get()));
      } else if (coming.isEmpty()) {
        Part part = nextPart();
        coming.add(CompletableFuture.supplyAsync(() -> fetch(part), context.readers()));
        return;
      } else {
        return;
      }
    }
  }

  private CompletableFuture<Fetched> fetchAhead(BufferPool.Lease lease) throws IOException {
    boolean begun = false;
    try {
      Part part = nextPart();
      CompletableFuture<Fetched> fetched =
          CompletableFuture.supplyAsync(() -> fetch(part, lease), context.readers());
      begun = true;
      return fetched;
    } finally {
      if (!begun) {
        lease.close();
      }
    }
  }

  private Fetched next() {
    CompletableFuture<Fetched> next = coming.poll();
    if (next == null) {
      return null;
    }
    depth = next.isDone() ? Math.max(1, depth - 1) : Math.min(DEEPEST, depth + 1);
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Part nextPart() throws IOException {
    if (known.isEmpty()) {
      long from =
          nextIndex >= 0
              ? nextIndex
              : context
                  .catalog()
                  .stripeAt(version.version(), at)
                  .map(StripeRecord::index)
                  .orElseThrow(() -> new IOException("no stripe at " + at));
      known.addAll(context.catalog().stripes(version.version(), from, PAGE));
    }
    StripeRecord stripe = known.poll();
    if (stripe == null) {
      throw new IOException("stripe " + nextIndex + " of " + version.path() + " is not recorded");
    }
    nextIndex = stripe.index() + 1;
    long from = at - stripe.offset();
    long to = Math.min(stripe.length(), end - stripe.offset());
    at = stripe.offset() + to;
    return new Part(stripe, from, to);
  }

  private Fetched fetch(Part part) {
    int window = StripeReader.windowLength(part.stripe(), part.from(), part.to());
    return fetch(part, context.readBuffers().lease(version.encoding().totalBlocks(), window));
  }

  private Fetched fetch(Part part, BufferPool.Lease lease) {
    try {
      long bytes = part.to() - part.from();
      return new Fetched(context.pace().reading(bytes, () -> read(part, lease)), lease);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private List<StripeReader.Piece> read(Part part, BufferPool.Lease lease) {
    try {
      return context.reader().read(version, part.stripe(), part.from(), part.to(), lease);
    } catch (VolumeException e) {
      if (e.problem() != Problem.DATA_UNAVAILABLE) {
        throw e;
      }
      StripeRecord moved = lookUpAgain(part.stripe());
      if (moved.epoch() == part.stripe().epoch()) {
        throw e;
      }
      return context.reader().read(version, moved, part.from(), part.to(), lease);
    }
  }

  private StripeRecord lookUpAgain(StripeRecord stripe) {
    try {
      List<StripeRecord> found = context.catalog().stripes(version.version(), stripe.index(), 1);
      return found.isEmpty() ? stripe : found.get(0);
    } catch (IOException e) {
      return stripe;
    }
  }

  @Override
  public void close() {
    if (ready != null) {
      ready.close();
      ready = null;
    }
    coming.forEach(fetched -> fetched.thenAccept(Fetched::close));
    coming.clear();
  }
}
