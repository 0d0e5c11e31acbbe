package io.restriper.engine.work;

/** A part of a run; a run does those that it has work for, in this order. */
public enum Phase {
  /** Builds the work set; moves nothing. */
  PLANNING,
  /** Rebuilds blocks that are lost or corrupt, on other drives. */
  REPROTECT,
  /** Makes room on enough drives for every stripe of a new encoding. */
  PARTITIONED_REBALANCE,
  /** Re-encodes every file that is not in the target encoding. */
  TRANSCODE,
  /** Levels the fill of the drives. */
  REBALANCE
}
