package io.restriper.engine.local.catalog.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Turns what SQLite says into a sentence that tells a person what to do. */
public final class SqlFailures {
  // Primary result codes of SQLite; the extended ones have them in their low byte.
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  private final Path file;

  public SqlFailures(Path file) {
    this.file = file;
  }

  /** The exception for a failure of this database. */
  public IOException of(SQLException failure) {
    return new IOException(sentence(failure.getErrorCode() & 0xFF, failure), failure);
  }

  /** The exception for a file that is not usable, with what was found wrong. */
  public IOException damaged(String finding) {
    return new IOException(damagedSentence(finding));
  }

  /** The exception for a call after the end. */
  public IOException closed() {
    return new IOException(
        "The catalog " + file + " is closed, because the server is shutting down.");
  }

  private String sentence(int code, SQLException failure) {
    return switch (code) {
      case FULL ->
          "The disk with the catalog "
              + file
              + " is full, so nothing was changed. Make room on it and try again.";
      case IOERR ->
          "The disk with the catalog "
              + file
              + " answered with an I/O error, so nothing was changed ("
              + failure.getMessage()
              + "). Check the disk; if it is failing, move the catalog to another one.";
      case CORRUPT, NOTADB -> damagedSentence(failure.getMessage());
      case BUSY, LOCKED ->
          "The catalog "
              + file
              + " is in use by another program, so nothing was changed. Stop that program and try"
              + " again.";
      case READONLY, CANTOPEN, PERM ->
          "The catalog "
              + file
              + " cannot be opened for writing. Check that its directory exists, is not mounted"
              + " read-only and belongs to the user that the server runs as ("
              + failure.getMessage()
              + ").";
      default ->
          "The catalog " + file + " failed, so nothing was changed: " + failure.getMessage() + ".";
    };
  }

  private String damagedSentence(String finding) {
    return "The catalog "
        + file
        + " is damaged ("
        + finding
        + "). Stop the server, move the file away and run 'restriper-server rebuild-catalog', which"
        + " makes it again from the drives.";
  }
}
