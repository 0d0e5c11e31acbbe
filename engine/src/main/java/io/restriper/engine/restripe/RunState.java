package io.restriper.engine.restripe;

/** The state of the restriper, and of a run. */
public enum RunState {
  /** There has been no run of this volume. */
  NOT_STARTED,
  /** A run is going on. */
  RUNNING,
  /** The last run has ended. */
  FINISHED
}
