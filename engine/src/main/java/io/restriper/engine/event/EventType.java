package io.restriper.engine.event;

/** What an event tells. */
public enum EventType {
  /** A run has begun, or goes on after a restart. */
  RUN_STARTED,
  /** The run is in another phase. */
  PHASE_CHANGED,
  /** The phase has come further. */
  PERCENT,
  /** Some work of a kind that could be done before cannot be done. */
  BLOCKED,
  /** A run has ended, and nothing was blocked any more for a reason that was told before. */
  UNBLOCKED,
  /** A drive has been taken out of use. */
  DRIVE_LOST,
  /** A drive, or another one in its place, has been put in use. */
  DRIVE_BACK,
  /** A run has ended. */
  FINISHED
}
