package io.restriper.engine.local.catalog;

import java.util.UUID;

/**
 * A drive as the catalog knows it.
 *
 * @param number what blocks are recorded under; 1 or more, never used again
 * @param uuid written on the drive
 * @param node that it is in
 * @param slot that it is in; 0 if another drive took its place
 * @param path its directory
 * @param present whether it was in use when it was last seen, so that what the catalog says is on
 *     it can be trusted
 * @param mountPoint whether its directory was the root of a file system of its own
 */
public record DriveRecord(
    int number, UUID uuid, int node, int slot, String path, boolean present, boolean mountPoint) {

  /** The same drive, in use or not. */
  public DriveRecord withPresent(boolean used) {
    return new DriveRecord(number, uuid, node, slot, path, used, mountPoint);
  }

  /** The same drive after another one took its slot. */
  public DriveRecord retired() {
    return new DriveRecord(number, uuid, node, 0, path, false, mountPoint);
  }
}
