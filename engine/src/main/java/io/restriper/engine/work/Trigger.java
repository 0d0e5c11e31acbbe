package io.restriper.engine.work;

/** What made a run begin; stable identifiers that a program can branch on. */
public enum Trigger {
  /** The server started and found data at risk, or a change of the configuration unfinished. */
  START,
  /** A drive is gone, or is taken out of use because it fails. */
  DRIVE_LOST,
  /** An empty drive was put in use, in a slot of its own or in the place of another. */
  DRIVE_ADDED,
  /** A drive that was away is back. */
  DRIVE_RETURNED,
  /** A drive was taken out of the configuration, so that its data has to move. */
  DRIVE_REMOVED,
  /** Another encoding is wanted. */
  ENCODING_CHANGED,
  /** A block was found lost or corrupt. */
  CORRUPTION_FOUND,
  /** Reading everything in quiet times found something to be mended. */
  SCRUB,
  /** A file was written while drives were failing, so that it lacks blocks. */
  DEGRADED_WRITE,
  /** The drives have filled unevenly. */
  IMBALANCE,
  /** Room came free that an earlier run lacked. */
  ROOM_FREED,
  /** The last run left work undone for a reason that may have passed. */
  RETRY,
  /** Something else, which the words tell. */
  OTHER
}
