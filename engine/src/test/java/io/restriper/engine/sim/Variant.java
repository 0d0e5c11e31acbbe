package io.restriper.engine.sim;

/** The engine as it is, or broken in one way, to show that the simulation notices. */
enum Variant {
  SOUND,
  /** Bytes are never made durable before a commit says that they are there. */
  NO_SYNC,
  /** A commit does not care whether the stripe is still what the task read. */
  NO_COMPARE_AND_SET,
  /** What was spoilt passes for what was written. */
  NO_CHECKSUM
}
