package io.restriper.engine.local.pool;

import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DiskFacts;
import io.restriper.engine.local.drive.DriveFiles.Space;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A pool for benchmarks: only this package can put drives in use without a disk. */
public final class HealthyPool {
  private static final long TOTAL = 1L << 40;

  private HealthyPool() {}

  /**
   * Drives that are in use and differ in how full they are.
   *
   * @param drives how many
   * @param nodes that they are spread over, 1 or more
   */
  public static DrivePool of(int drives, int nodes) {
    List<Slot> slots =
        IntStream.rangeClosed(1, drives)
            .mapToObj(number -> slot(number, 1 + number % nodes))
            .toList();
    DrivePool pool = new DrivePool(slots);
    for (Slot slot : slots) {
      DriveRecord known =
          new DriveRecord(
              slot.number(),
              new UUID(0, slot.number()),
              slot.node(),
              slot.number(),
              slot.path(),
              true,
              false);
      Space space = new Space("disk-" + slot.number(), TOTAL, TOTAL / (1 + slot.number()), false);
      pool.use(slot, known, Optional.of(space), DiskFacts.UNKNOWN);
    }
    return pool;
  }

  private static Slot slot(int number, int node) {
    Path path = Path.of("/drive-" + number);
    return new Slot(node, number, path.toString(), new LocalDriveFiles(path), EngineRuntime.real());
  }
}
