package io.restriper.engine.local.task;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.TranscodeStep;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.plan.Recode;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.Durable;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeShape;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Makes a stripe of a file in another encoding: reads and verifies the bytes, writes all blocks of
 * the new stripe durably beside the old ones, and records it. With the last stripe the new version
 * takes the old one's place in one commit. Thread-safe.
 */
final class Transcoder {
  private final Catalog catalog;
  private final DrivePool pool;
  private final StripeReader reader;
  private final StripeWriter writer;
  private final BufferPool readBuffers;
  private final BufferPool writeBuffers;
  private final WorkTables tables;
  private final VersionPins pins;
  private final Trouble trouble;
  private final FaultPoints faults;
  private final Supplier<Encoding> target;
  private final Runnable garbageMade;
  private final Leftovers leftovers;
  private final BlockedReasons reasons;

  Transcoder(TaskDesk.Tools tools, Leftovers leftovers, BlockedReasons reasons) {
    this.leftovers = leftovers;
    this.catalog = tools.catalog();
    this.pool = tools.pool();
    this.reader = tools.reader();
    this.writer = tools.writer();
    this.readBuffers = tools.buffers();
    this.writeBuffers = tools.recodeBuffers();
    this.tables = tools.tables();
    this.pins = tools.pins();
    this.trouble = tools.trouble();
    this.faults = tools.faults();
    this.target = tools.target();
    this.garbageMade = tools.garbageMade();
    this.reasons = reasons;
  }

  /** Does a task; see {@link io.restriper.engine.volume.Volume#perform}. */
  TaskOutcome perform(Task task) throws IOException {
    if (task.id() == 0) {
      return new TaskOutcome.NotNow(reasons.drivesMissing(target.get()));
    }
    Recode recode =
        tables
            .recode(task.id())
            .orElseThrow(() -> new IOException("the plan was replaced by another one"));
    pins.pin(recode.source());
    try {
      return perform(task, recode);
    } finally {
      pins.unpin(recode.source());
    }
  }

  private TaskOutcome perform(Task task, Recode recode) throws IOException {
    Optional<VersionRecord> source = catalog.version(recode.source());
    if (source.isEmpty() || !catalog.isCurrent(recode.source())) {
      return new TaskOutcome.Done();
    }
    // In another encoding the file has other stripes than the plan knows.
    if (!recode.encoding().equals(target.get())) {
      throw new IOException("the encoding was changed once more");
    }
    Optional<VersionRecord> made =
        catalog.beginTranscode(recode.source(), catalog.nextNumber(), recode.encoding());
    if (made.isEmpty()) {
      throw new IOException("the file was changed, or the encoding once more");
    }
    if (catalog.hasStripe(made.get().version(), recode.stripe())) {
      return ended(catalog.commitTranscode(made.get().version(), pool.away()));
    }
    return make(task, recode, source.get(), made.get());
  }

  private TaskOutcome make(Task task, Recode recode, VersionRecord source, VersionRecord made)
      throws IOException {
    Encoding encoding = made.encoding();
    StripeShape cut =
        StripeShape.of(recode.stripe(), recode.size(), encoding, writeBuffers.blockSize());
    Optional<TaskOutcome> noPlace = reasons.noPlace(made, cut.blockLength());
    if (noPlace.isPresent()) {
      return noPlace.get();
    }
    try (BufferPool.Lease lease = writeBuffers.lease(encoding.totalBlocks(), cut.blockLength())) {
      byte[][] blocks = new byte[encoding.totalBlocks()][];
      for (int block = 0; block < blocks.length; block++) {
        blocks[block] = lease.buffer(cut.blockLength());
      }
      Optional<TaskOutcome> unreadable = fill(blocks, cut, source);
      if (unreadable.isPresent()) {
        return unreadable.get();
      }
      int data = encoding.dataBlocks();
      ErasureCoder.of(encoding)
          .encode(
              Arrays.copyOfRange(blocks, 0, data),
              Arrays.copyOfRange(blocks, data, blocks.length),
              0,
              cut.blockLength());
      return store(task, made, cut, blocks);
    }
  }

  /** Reads the bytes of the stripe into its data blocks; every byte is verified on the way. */
  private Optional<TaskOutcome> fill(byte[][] blocks, StripeShape cut, VersionRecord source)
      throws IOException {
    int cell = cut.blockLength();
    long at = cut.offset();
    long end = cut.offset() + cut.length();
    while (at < end) {
      StripeRecord stripe =
          catalog
              .stripeAt(source.version(), at)
              .orElseThrow(() -> new IOException("the file was changed meanwhile"));
      long from = at - stripe.offset();
      long to = Math.min(stripe.length(), end - stripe.offset());
      int window = StripeReader.windowLength(stripe, from, to);
      try (BufferPool.Lease lease = readBuffers.lease(source.encoding().totalBlocks(), window)) {
        for (StripeReader.Piece piece : reader.read(source, stripe, from, to, lease)) {
          copy(piece, blocks, at - cut.offset(), cell);
          at += piece.length();
        }
      } catch (VolumeException e) {
        if (e.problem() != Problem.DATA_UNAVAILABLE) {
          throw e;
        }
        return Optional.of(reasons.unreadable(source, stripe));
      }
    }
    for (int block = 0; block < blocks.length; block++) {
      long start = (long) block * cell;
      int used = (int) Math.max(0, Math.min(cell, cut.length() - start));
      Arrays.fill(blocks[block], used, cell, (byte) 0);
    }
    return Optional.empty();
  }

  private static void copy(StripeReader.Piece piece, byte[][] blocks, long at, int cell) {
    int copied = 0;
    while (copied < piece.length()) {
      int block = (int) ((at + copied) / cell);
      int offset = (int) ((at + copied) % cell);
      int length = Math.min(piece.length() - copied, cell - offset);
      System.arraycopy(piece.bytes(), piece.offset() + copied, blocks[block], offset, length);
      copied += length;
    }
  }

  private TaskOutcome store(Task task, VersionRecord made, StripeShape cut, byte[][] blocks)
      throws IOException {
    StripeWriter.Shape shape =
        new StripeWriter.Shape(
            made, cut.index(), cut.offset(), cut.length(), cut.blockLength(), cut.last());
    StripeWriter.Written written = join(shape, blocks);
    TranscodeStep step = TranscodeStep.NOT_WANTED;
    try {
      if (written.stripe().placements().stream().anyMatch(StripeRecord.Placement::lost)
          || !Durable.sync(written.directories(), trouble).isEmpty()) {
        throw new IOException("not all blocks of the stripe could be stored");
      }
      faults.passing(FaultPoints.Point.TASK_COMMIT, task);
      step = catalog.addTranscoded(written.stripe(), pool.away());
    } finally {
      if (step == TranscodeStep.NOT_WANTED) {
        withdraw(written.stripe());
      }
      written.close();
    }
    return ended(step);
  }

  /** Removes what was written in vain, while the claims on it are held. */
  private void withdraw(StripeRecord stripe) {
    for (int block = 0; block < stripe.placements().size(); block++) {
      int drive = stripe.placements().get(block).drive();
      BlockId id = new BlockId(stripe.version(), stripe.index(), block);
      pool.usable(drive).ifPresent(slot -> leftovers.removeClaimed(id, drive, slot));
    }
  }

  private StripeWriter.Written join(StripeWriter.Shape shape, byte[][] blocks) throws IOException {
    try {
      return writer.writeClaimed(shape, blocks).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof VolumeException refused) {
        throw new IOException(refused.getMessage(), refused);
      }
      throw Durable.asIo(e);
    }
  }

  private TaskOutcome ended(TranscodeStep step) throws IOException {
    if (step == TranscodeStep.COMMITTED) {
      garbageMade.run();
    }
    if (step == TranscodeStep.NOT_WANTED) {
      throw new IOException("the file was changed meanwhile");
    }
    return new TaskOutcome.Done();
  }
}
