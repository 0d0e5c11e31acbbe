package io.restriper.engine.local.task;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Placement.Target;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rebuilds the blocks of a stripe that are lost or away, on other drives: reads k blocks, makes the
 * missing ones, writes them durably, and records them if the stripe is still what was read.
 * Thread-safe.
 */
final class Reprotector {
  private final Catalog catalog;
  private final DrivePool pool;
  private final Placement placement;
  private final StripeReader reader;
  private final BufferPool buffers;
  private final NewPlaces places;
  private final BlockedReasons reasons;

  Reprotector(TaskDesk.Tools tools, NewPlaces places, BlockedReasons reasons) {
    this.catalog = tools.catalog();
    this.pool = tools.pool();
    this.placement = tools.placement();
    this.reader = tools.reader();
    this.buffers = tools.buffers();
    this.places = places;
    this.reasons = reasons;
  }

  /** Does a task; see {@link io.restriper.engine.volume.Volume#perform}. */
  TaskOutcome perform(Task task) throws IOException {
    WorkItem item =
        catalog
            .workItem(task.id())
            .orElseThrow(() -> new IOException("the plan was replaced by another one"));
    Optional<VersionRecord> version = catalog.version(item.version());
    List<StripeRecord> found = catalog.stripes(item.version(), item.stripe(), 1);
    if (version.isEmpty()
        || found.isEmpty()
        || found.get(0).index() != item.stripe()
        || !catalog.isKept(item.version())) {
      return new TaskOutcome.Done();
    }
    return reprotect(task, version.get(), found.get(0));
  }

  private TaskOutcome reprotect(Task task, VersionRecord version, StripeRecord stripe)
      throws IOException {
    List<Integer> missing = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int block = 0; block < stripe.placements().size(); block++) {
      StripeRecord.Placement place = stripe.placements().get(block);
      if (!place.lost() && pool.usable(place.drive()).isPresent()) {
        taken.add(place.drive());
      } else {
        missing.add(block);
      }
    }
    if (missing.isEmpty()) {
      return new TaskOutcome.Done();
    }
    Encoding encoding = version.encoding();
    List<Target> targets =
        placement.choose(missing.size(), stripe.blockLength(), encoding.parityBlocks(), taken);
    if (targets.isEmpty() && taken.size() < encoding.dataBlocks()) {
      return reasons.unreadable(version, stripe);
    }
    if (targets.isEmpty()) {
      return new TaskOutcome.NotNow(reasons.noTarget(version, stripe, taken));
    }
    List<Integer> rebuilt = missing.subList(0, targets.size());
    try (BufferPool.Lease lease = buffers.lease(encoding.totalBlocks(), stripe.blockLength())) {
      boolean[] wanted = new boolean[encoding.totalBlocks()];
      rebuilt.forEach(block -> wanted[block] = true);
      byte[][] blocks = reader.blocks(version, stripe, wanted, lease);
      places.store(task, version, stripe, rebuilt, targets, blocks);
    } catch (VolumeException e) {
      if (e.problem() != Problem.DATA_UNAVAILABLE) {
        throw e;
      }
      return reasons.unreadable(version, stripe);
    }
    if (rebuilt.size() == missing.size()) {
      return new TaskOutcome.Done();
    }
    targets.forEach(target -> taken.add(target.drive()));
    return new TaskOutcome.NotNow(reasons.noTarget(version, stripe, taken));
  }
}
