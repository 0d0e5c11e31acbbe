package io.restriper.engine.matrix;

/** What can go wrong, in the order of the table. */
public enum Fault {
  EIO("I/O error (EIO)"),
  ENOSPC("no room (ENOSPC)"),
  EROFS("read-only (EROFS)"),
  EACCES("no permission (EACCES)"),
  SHORT_WRITE("short write"),
  TORN_WRITE("torn write"),
  HANG("never answers"),
  BIT_FLIP("flipped bit"),
  CUT_OFF("cut off, or too long"),
  SWAPPED("swapped files"),
  DUPLICATE("copy of a drive in use"),
  OTHER_CLUSTER("of another cluster"),
  OLD_COPY("old copy"),
  NEWER_FORMAT("of a newer format"),
  CLOCK_JUMP("jumps");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** For a person. */
  public String words() {
    return words;
  }
}
