package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** The tombstones on a drive: empty files, all they say is in their names. */
public final class Tombstones {
  private Tombstones() {}

  /**
   * Writes a tombstone; durable when it returns. Nothing changes if it is there already.
   *
   * @throws IOException if that failed, or if no drive is there any more: in the place of one that
   *     was taken out nothing is made, for with anything in it it would not count as empty
   */
  public static void write(DriveFiles files, Tombstone tombstone) throws IOException {
    String name = name(tombstone);
    try {
      create(files, name);
    } catch (NoSuchFileException e) {
      if (!(DriveIdentity.read(files) instanceof DriveIdentity.ReadResult.Found)) {
        throw e;
      }
      files.createDirectory(DriveLayout.TOMBSTONES);
      files.syncDirectory("");
      create(files, name);
    }
    files.syncDirectory(DriveLayout.TOMBSTONES);
  }

  /** The tombstones on a drive, in no particular order; other files are passed over. */
  public static List<Tombstone> list(DriveFiles files) throws IOException {
    return files.list(DriveLayout.TOMBSTONES).stream()
        .map(Tombstone::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Deletes a tombstone; nothing happens if it is not there. Not made durable: a tombstone that a
   * power cut brings back says what is true still, and is deleted again.
   */
  public static void delete(DriveFiles files, Tombstone tombstone) throws IOException {
    files.delete(name(tombstone));
  }

  private static void create(DriveFiles files, String name) throws IOException {
    try (DriveFiles.Output output = files.create(name)) {
      output.sync();
    }
  }

  private static String name(Tombstone tombstone) {
    return DriveLayout.TOMBSTONES + '/' + tombstone.fileName();
  }
}
