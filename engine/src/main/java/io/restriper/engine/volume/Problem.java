package io.restriper.engine.volume;

/** What can go wrong with a file, for a caller to branch on. */
public enum Problem {
  /** The path breaks the rules of {@link VolumePath}. */
  INVALID_PATH,
  /** There is nothing at the path. */
  NOT_FOUND,
  /** A file is needed and the path is a directory. */
  NOT_A_FILE,
  /** A directory is needed, at the path or above it, and there is a file. */
  NOT_A_DIRECTORY,
  /** The file is not the version that was expected. */
  TAG_MISMATCH,
  /** The offset lies beyond the end of the file. */
  OFFSET_BEYOND_END,
  /** The drives have too little room left. */
  NO_ROOM,
  /** Too few drives are healthy to keep the bytes safe. */
  TOO_FEW_DRIVES,
  /** A stripe has lost more blocks than its encoding can bear. */
  DATA_UNAVAILABLE,
  /** The content ended with an error before all of it was read; nothing was written. */
  CONTENT_INTERRUPTED,
  /** The volume is shutting down. */
  CLOSED,
  /** The catalog cannot be read or written. */
  CATALOG_FAILED
}
