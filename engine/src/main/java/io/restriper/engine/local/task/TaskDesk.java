package io.restriper.engine.local.task;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Does the tasks of runs, whatever their phase. Thread-safe. */
public final class TaskDesk {
  private final Reprotector reprotector;
  private final Mover mover;
  private final Transcoder transcoder;

  /**
   * What tasks work with.
   *
   * @param buffers for what is read
   * @param recodeBuffers for what is written in another encoding, so that who holds some of these
   *     never waits for others of them
   * @param target the encoding that files are to be in
   * @param garbageMade called when versions became garbage
   * @param leftBehind told of needless block files that could not be removed
   */
  public record Tools(
      Catalog catalog,
      DrivePool pool,
      Placement placement,
      StripeReader reader,
      StripeWriter writer,
      BufferPool buffers,
      BufferPool recodeBuffers,
      WorkTables tables,
      BlockClaims claims,
      VersionPins pins,
      Trouble trouble,
      UUID cluster,
      FaultPoints faults,
      Threads threads,
      Supplier<Encoding> target,
      Runnable garbageMade,
      BiConsumer<Slot, BlockId> leftBehind) {}

  public TaskDesk(Tools tools) {
    BlockedReasons reasons = new BlockedReasons(tools.catalog, tools.pool);
    Leftovers leftovers =
        new Leftovers(tools.catalog, tools.pool, tools.claims, tools.trouble, tools.leftBehind);
    NewPlaces places =
        new NewPlaces(
            tools.catalog, tools.claims, leftovers, tools.trouble, tools.cluster, tools.faults);
    this.reprotector = new Reprotector(tools, places, reasons);
    this.mover = new Mover(tools, places, reasons);
    this.transcoder = new Transcoder(tools, leftovers, reasons);
  }

  /**
   * Does a task.
   *
   * @throws IOException if it failed for a reason that may pass; nothing has changed then
   */
  public TaskOutcome perform(Task task) throws IOException {
    return switch (task.phase()) {
      case PLANNING -> throw new IllegalArgumentException("planning has no tasks");
      case REPROTECT -> reprotector.perform(task);
      case TRANSCODE -> transcoder.perform(task);
      case PARTITIONED_REBALANCE, REBALANCE -> mover.perform(task);
    };
  }
}
