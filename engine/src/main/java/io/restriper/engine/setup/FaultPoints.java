package io.restriper.engine.setup;

/**
 * Named points in the engine where a test can make a fault happen or hold the work: an
 * implementation may return, wait, or throw. In production nothing listens.
 */
@FunctionalInterface
public interface FaultPoints {
  /** Nothing happens at any point. */
  FaultPoints NONE = (point, subject) -> {};

  /**
   * Called when the work passes a point.
   *
   * @param point the name of the point
   * @param subject what it is about, for a test to choose by
   */
  void passing(Point point, Object subject);

  /** The points. */
  enum Point {
    /** A phase has begun and shows in the status; the subject is the phase. */
    PHASE_BEGUN,
    /** A task is about to be done; the subject is the task. */
    TASK_BEGUN,
    /** A rebuilt block is about to be written; the subject is its name. */
    REBUILT_BLOCK,
    /** The blocks of a task are durable and its commit is next; the subject is the task. */
    TASK_COMMIT,
    /** A stripe of a new file is encoded and its blocks are about to be written. */
    STRIPE_WRITE,
    /** All blocks of a new file version are durable and its commit is next. */
    FILE_COMMIT,
    /** A new file version is committed; what it replaces is about to be removed. */
    FILE_COMMITTED,
    /** A deletion is about to be committed. */
    DELETE_COMMIT
  }
}
