package io.restriper.engine.report;

/** Why there is no estimate of the time that a phase will take yet. */
public enum EstimateGap {
  /** There is one. */
  NONE,
  /** PLANNING does not know how much there is to do. */
  PLANNING,
  /** Nothing of the phase is done, so that there is no rate to go by. */
  NOTHING_DONE,
  /** The run gets no further. */
  STALLED,
  /** The phase is over, or was interrupted. */
  ENDED
}
