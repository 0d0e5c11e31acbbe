package io.restriper.engine.sim.disk;

/**
 * Something that goes wrong once on a drive.
 *
 * @param kind what
 * @param after how many operations that it can hit pass by before; 0 or more
 */
public record Fault(Kind kind, int after) {
  /** What can go wrong. */
  public enum Kind {
    /** A write fails with an I/O error. */
    WRITE_EIO,
    /** A write puts half of its bytes into the file and fails. */
    TORN_WRITE,
    /** A write takes one byte only. */
    SHORT_WRITE,
    /** A write finds no room. */
    NO_ROOM,
    /** Making bytes durable fails. */
    SYNC_EIO,
    /** Making names durable fails. */
    SYNC_DIRECTORY_EIO,
    /** A rename fails. */
    RENAME_EIO,
    /** A deletion fails. */
    DELETE_EIO,
    /** A read fails with an I/O error. */
    READ_EIO,
    /** An operation takes twenty seconds. */
    SLOW,
    /** An operation takes so long that nobody waits for it. */
    HANG
  }
}
