package io.restriper.engine.work;

/** How a task ended. */
public sealed interface TaskOutcome {

  /** The stripe is as it should be: by this task, or because nothing was left to do. */
  record Done() implements TaskOutcome {}

  /** The task cannot be done now. */
  record NotNow(Blocked reason) implements TaskOutcome {}

  /**
   * The stripe has lost more than its encoding can bear, for good.
   *
   * @param reason names the file, what was lost, and what a person can do
   */
  record BeyondRepair(Blocked reason) implements TaskOutcome {}
}
