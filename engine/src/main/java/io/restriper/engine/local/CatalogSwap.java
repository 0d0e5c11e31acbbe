package io.restriper.engine.local;

import io.restriper.engine.local.drive.DriveFiles;
import java.io.IOException;
import java.util.List;

/**
 * Puts a rebuilt catalog in the place of the old one, which has up to four files, so that no crash
 * leaves a catalog beside the log of another. It is decided by one rename; from then on whoever
 * opens the data directory next does the rest. Used by whoever holds the lock of the directory.
 */
final class CatalogSwap {
  /** The database file of the catalog. */
  static final String CATALOG = "catalog.db";

  /** The catalog that a rebuild is making. */
  static final String FRESH = "catalog-rebuilt.db";

  /** The scratch database of a rebuild. */
  static final String SCRATCH = "rebuild-scratch.db";

  /** A catalog that is whole, and counts from when it has this name. */
  static final String READY = "catalog-ready.db";

  /** The catalog that was there before the last rebuild. */
  static final String KEPT = "before-rebuild-catalog.db";

  private static final String LOG = "-wal";

  /** What SQLite keeps for one database, as suffixes of its name. */
  private static final List<String> PARTS = List.of("", LOG, "-shm", "-journal");

  private final DriveFiles directory;

  CatalogSwap(DriveFiles directory) {
    this.directory = directory;
  }

  /** Finishes a swap that was decided, and clears away what a rebuild that broke off left. */
  void recover() throws IOException {
    clear();
    if (isThere(READY)) {
      finish();
    }
  }

  /** Removes the databases that a rebuild works on. */
  void clear() throws IOException {
    remove(FRESH);
    remove(SCRATCH);
  }

  /**
   * Puts the rebuilt catalog, which is closed and durable, in place; durable when it returns.
   *
   * @throws IOException if that failed; the old catalog is in place then, or the new one will be
   *     when the data directory is opened again
   */
  void swap() throws IOException {
    if (isThere(FRESH + LOG) && directory.stat(FRESH + LOG).size() > 0) {
      throw new IOException(
          "the new catalog could not be finished; check the disk of the data directory");
    }
    remove(KEPT);
    // Else what is kept could be of two catalogs after a power cut.
    directory.syncDirectory("");
    directory.rename(FRESH, READY);
    directory.syncDirectory("");
    finish();
    clear();
  }

  private void finish() throws IOException {
    for (String part : PARTS) {
      if (isThere(CATALOG + part)) {
        directory.rename(CATALOG + part, KEPT + part);
      }
    }
    // The new one must never be seen beside the old log, which would be played into it.
    directory.syncDirectory("");
    directory.rename(READY, CATALOG);
    directory.syncDirectory("");
  }

  private boolean isThere(String name) throws IOException {
    return directory.list("").contains(name);
  }

  private void remove(String database) throws IOException {
    for (String part : PARTS) {
      directory.delete(database + part);
    }
  }
}
