package io.restriper.engine.local.file;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Writes the stripes of a pending version. When {@link #run} returns, all that was written is
 * durable, and each stripe has k+1 stored blocks at least. Used once, by one thread.
 */
final class Upload {
  /** The next stripe is read and encoded while this many are on their way to the drives. */
  private static final int DEPTH = 4;

  /** How many stripes are recorded in one transaction. */
  private static final int BATCH = 64;

  private final Catalog catalog;
  private final DrivePool pool;
  private final BufferPool buffers;
  private final StripeWriter writer;
  private final Trouble trouble;
  private final FaultPoints faults;
  private final Pace pace;
  private final VersionRecord version;
  private final Deque<CompletableFuture<StripeWriter.Written>> under = new ArrayDeque<>();
  private final List<StripeRecord> unrecorded = new ArrayList<>();
  private final Set<Durable.Directory> directories = new LinkedHashSet<>();
  private final Set<Integer> awayBefore;
  private final Set<Integer> notTakingBefore;
  private boolean degraded;

  /** Whether the catalog has any stripes. */
  private boolean recorded;

  /** Whether a stripe is missing from the sequence, so that none after it can be recorded. */
  private boolean gap;

  Upload(FileContext context, VersionRecord version) {
    this.catalog = context.catalog();
    this.pool = context.pool();
    this.buffers = context.writeBuffers();
    this.writer = context.writer();
    this.trouble = context.trouble();
    this.faults = context.faults();
    this.pace = context.pace();
    this.version = version;
    this.awayBefore = pool.away();
    this.notTakingBefore = pool.notTakingBlocks();
  }

  /**
   * Whether any stripe was written short, or may have lost a block since: drives have come or gone
   * meanwhile, and what a pending version has on them is nobody's business before it is committed.
   */
  boolean isDegraded() {
    return degraded || !awayBefore.equals(pool.away());
  }

  /** Whether blocks may lie on a drive that is being emptied since. */
  boolean isMisplaced() {
    return !notTakingBefore.equals(pool.notTakingBlocks());
  }

  /**
   * Writes everything, and records all of it but what {@link #rest} returns.
   *
   * @throws VolumeException if it could not be written safely, or the content failed
   * @throws IOException if the catalog failed
   */
  void run(InputStream content) throws IOException {
    boolean whole = false;
    try {
      StripeSource source = new StripeSource(content, version.encoding(), buffers);
      long index = 0;
      for (StripeSource.Encoded stripe = source.next(); stripe != null; stripe = source.next()) {
        start(stripe, index++);
        if (under.size() >= DEPTH) {
          finishOldest();
        }
      }
      while (!under.isEmpty()) {
        finishOldest();
      }
      settle();
      whole = true;
    } finally {
      if (!whole) {
        recordWhatLanded();
      }
    }
  }

  private void start(StripeSource.Encoded stripe, long index) {
    boolean started = false;
    try {
      StripeWriter.Shape shape =
          new StripeWriter.Shape(
              version,
              index,
              stripe.offset(),
              stripe.length(),
              stripe.blockLength(),
              stripe.last());
      faults.passing(FaultPoints.Point.STRIPE_WRITE, shape);
      under.add(
          pace.writing(stripe.bytes(), () -> writer.write(shape, stripe.blocks()))
              .whenComplete((written, failure) -> stripe.lease().close()));
      started = true;
    } finally {
      if (!started) {
        stripe.lease().close();
      }
    }
  }

  private void finishOldest() throws IOException {
    gap = true;
    StripeWriter.Written written = join(under.remove());
    gap = false;
    unrecorded.add(written.stripe());
    directories.addAll(written.directories());
    degraded |= written.stripe().placements().stream().anyMatch(StripeRecord.Placement::lost);
    if (unrecorded.size() >= BATCH) {
      record();
    }
  }

  /** The last stripes, to be recorded with the commit. */
  List<StripeRecord> rest() {
    return List.copyOf(unrecorded);
  }

  /** Tells that the commit has recorded what {@link #rest} returned, however else it ended. */
  void recordedWithCommit() {
    unrecorded.clear();
  }

  /** Records what {@link #rest} returns, for a version that will not be committed. */
  void record() throws IOException {
    if (!unrecorded.isEmpty()) {
      catalog.addStripes(version.version(), unrecorded);
      unrecorded.clear();
      recorded = true;
    }
  }

  /** Makes the names durable, and gives up what a drive that failed meanwhile has taken along. */
  private void settle() throws IOException {
    Set<Integer> failed = Durable.sync(directories, trouble);
    for (int drive : failed) {
      if (recorded) {
        catalog.markVersionLost(version.version(), drive);
      }
      unrecorded.replaceAll(stripe -> stripe.without(drive));
      degraded = true;
    }
    Encoding encoding = version.encoding();
    int fewest = fewestStored(pool.away());
    if (fewest <= encoding.dataBlocks()) {
      throw new VolumeException(
          Problem.TOO_FEW_DRIVES,
          "Drives failed during the write: "
              + (encoding.dataBlocks() + 1)
              + " blocks of each stripe must be stored and of one there are "
              + fewest
              + ". Put back or replace drives, then try again.");
    }
  }

  private int fewestStored(Set<Integer> away) throws IOException {
    IntStream stored = unrecorded.stream().mapToInt(stripe -> stripe.stored(away));
    return recorded
        ? IntStream.concat(stored, catalog.fewestStored(version.version(), away).stream())
            .min()
            .orElse(0)
        : stored.min().orElse(0);
  }

  private static StripeWriter.Written join(CompletableFuture<StripeWriter.Written> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** After a failure all blocks that landed must be on record or be removed. */
  private void recordWhatLanded() throws IOException {
    for (CompletableFuture<StripeWriter.Written> future : under) {
      future
          .handle(
              (written, failure) -> {
                gap |= failure != null;
                if (failure == null && gap) {
                  writer.withdraw(written.stripe());
                } else if (failure == null) {
                  unrecorded.add(written.stripe());
                }
                return null;
              })
          .join();
    }
    record();
  }
}
