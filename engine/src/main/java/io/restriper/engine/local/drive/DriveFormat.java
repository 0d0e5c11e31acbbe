package io.restriper.engine.local.drive;

import java.io.IOException;

/** Makes a drive of an empty directory. */
public final class DriveFormat {
  private DriveFormat() {}

  /**
   * Makes the directories, then the identity. If it stops in between, the directory still counts as
   * empty ({@link DriveInspector}), and formatting it again is all that is needed. Durable when it
   * returns.
   *
   * @param files of a directory that was found to be empty
   * @throws IOException if that failed
   */
  public static void format(DriveFiles files, DriveIdentity identity) throws IOException {
    files.createDirectory(DriveLayout.TMP);
    files.createDirectory(DriveLayout.TOMBSTONES);
    files.createDirectory(DriveLayout.BLOCKS);
    for (String directory : DriveLayout.blockDirectories()) {
      files.createDirectory(directory);
    }
    files.syncDirectory(DriveLayout.BLOCKS);
    files.syncDirectory("");
    identity.write(files);
  }
}
