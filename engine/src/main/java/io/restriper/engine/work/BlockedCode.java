package io.restriper.engine.work;

/** Why work cannot be done; stable identifiers that a program can branch on. */
public enum BlockedCode {
  /** A stripe needs more drives than are healthy. */
  NOT_ENOUGH_DRIVES,
  /** The drives that could take blocks have too little room. */
  NOT_ENOUGH_ROOM,
  /** A change of encoding waits for drives that are missing. */
  DRIVES_MISSING,
  /** Blocks that are needed lie on drives that are away; they may come back. */
  DATA_UNAVAILABLE,
  /** More blocks are lost for good than the encoding can bear. */
  DATA_LOST,
  /** A task failed again and again, for a reason that may pass. */
  TASK_FAILED,
  /** A run is going on and has got no further for too long. */
  STALLED
}
