package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.sim.disk.SimDrive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the engine is told to work on, and what it must do with drives that it is to let go. */
final class Configuration {
  private static final int SPARE_BAYS = 2;

  private final List<SimDrive> bays = new ArrayList<>();
  private final List<SimDrive> drives;
  private final Set<SimDrive> toBeEmptied = new HashSet<>();
  private Encoding encoding;

  Configuration(Setup setup) {
    for (int bay = 1; bay <= setup.drives() + SPARE_BAYS; bay++) {
      bays.add(new SimDrive("drive-" + bay));
    }
    drives = new ArrayList<>(bays.subList(0, setup.drives()));
    encoding = setup.encoding();
  }

  static int bays(int drives) {
    return drives + SPARE_BAYS;
  }

  /** All drives, configured or not. */
  List<SimDrive> bays() {
    return bays;
  }

  Encoding encoding() {
    return encoding;
  }

  /** Returns whether there are drives enough for it, and it is another. */
  boolean change(Encoding changed) {
    boolean changes = !changed.equals(encoding) && changed.totalBlocks() <= drives.size();
    encoding = changes ? changed : encoding;
    return changes;
  }

  boolean has(SimDrive drive) {
    return drives.contains(drive);
  }

  int size() {
    return drives.size();
  }

  /**
   * Takes a drive out.
   *
   * @param answers whether the engine can empty it
   * @return whether enough are left, and it was in
   */
  boolean takeOut(SimDrive drive, boolean answers) {
    if (drives.size() <= encoding.totalBlocks() || !drives.remove(drive)) {
      return false;
    }
    if (answers) {
      toBeEmptied.add(drive);
    }
    return true;
  }

  /** Adds one of those that are not configured; returns whether there is one. */
  boolean add(int which) {
    List<SimDrive> others = bays.stream().filter(drive -> !has(drive)).toList();
    if (others.isEmpty()) {
      return false;
    }
    SimDrive drive = others.get(which % others.size());
    toBeEmptied.remove(drive);
    drives.add(drive);
    return true;
  }

  /** Something happens to a drive that excuses the engine from emptying it. */
  void hit(SimDrive drive) {
    toBeEmptied.remove(drive);
  }

  /** Whether nothing may be left on a drive when all is done. */
  boolean mustBeEmptied(SimDrive drive) {
    return toBeEmptied.contains(drive);
  }

  /** In a directory for drives and one for the catalog. */
  EngineSettings settings(Path root, Path data) {
    List<DriveSettings> slots =
        drives.stream().map(drive -> new DriveSettings(root.resolve(drive.toString()), 1)).toList();
    return new EngineSettings(data, "simulated", 1, encoding, slots);
  }
}
