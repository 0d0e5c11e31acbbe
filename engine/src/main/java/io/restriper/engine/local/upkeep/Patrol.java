package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.pace.Pace;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all blocks without reading them and has those examined that are missing or were
 * changed by somebody. One step looks at a page of each drive; the pace is that of the steps. Used
 * by one thread.
 */
final class Patrol {
  /** Blocks of a drive that one step looks at. */
  static final int PAGE = 2000;

  /** The same while users are active, for whom the cores are. */
  static final int SMALL_PAGE = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

  private final Catalog catalog;
  private final DrivePool pool;
  private final Trouble trouble;
  private final Pace pace;
  private final Map<Integer, BlockId> positions = new HashMap<>();

  Patrol(Catalog catalog, DrivePool pool, Trouble trouble, Pace pace) {
    this.catalog = catalog;
    this.pool = pool;
    this.trouble = trouble;
    this.pace = pace;
  }

  /** Looks at the next blocks of every drive in use. */
  void step() throws IOException {
    positions.keySet().retainAll(pool.usable().keySet());
    for (Map.Entry<Integer, Slot> drive : pool.usable().entrySet()) {
      step(drive.getKey(), drive.getValue());
    }
  }

  private static List<PlacedBlock> changed(Slot slot, List<PlacedBlock> page) {
    try {
      return slot.io()
          .call(() -> page.stream().filter(placed -> !BlockStat.matches(slot, placed)).toList());
    } catch (IOException e) {
      LOG.debug("Drive {} is not patrolled: {}", slot.id(), e.getMessage());
      return List.of();
    }
  }

  private void step(int drive, Slot slot) throws IOException {
    if (slot.io().isSlow()) {
      return;
    }
    int size = pace.isIdle() ? PAGE : SMALL_PAGE;
    List<PlacedBlock> page =
        catalog.blocksOn(drive, Optional.ofNullable(positions.get(drive)), size);
    for (PlacedBlock placed : changed(slot, page)) {
      trouble.block(
          slot, drive, placed.block(), new IOException("missing, or changed by somebody"));
    }
    if (page.size() < size) {
      positions.remove(drive);
    } else {
      positions.put(drive, page.get(page.size() - 1).block());
    }
  }
}
