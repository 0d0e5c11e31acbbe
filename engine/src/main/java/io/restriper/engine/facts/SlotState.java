package io.restriper.engine.facts;

/** The state of a slot, in the words of the wire contract. */
public enum SlotState {
  /** No drive has ever been in it. */
  EMPTY,
  /** The drive answers and is ours. */
  HEALTHY,
  /** The drive that was here is not to be found. */
  MISSING,
  /** The drive is here and does not work: I/O errors, or read-only. */
  DEAD,
  /** The drive belongs to another node. */
  WRONG_NODE,
  /** The drive belongs to another cluster. */
  WRONG_CLUSTER,
  /** The drive was written by a version whose format is not known here. */
  WRONG_VERSION
}
