package io.restriper.engine.work;

/**
 * What is at risk, at one instant.
 *
 * @param generation goes up whenever something happened that a run may have to act on: a drive lost
 *     or back, a block found lost or corrupt, room that came free; 0 if nothing ever did
 * @param dataAtRisk whether any stripe has fewer healthy blocks than its encoding says, or whether
 *     that cannot be known
 * @param trigger what made the generation go up last; OTHER if nothing did
 * @param cause the same in words for a person; empty if nothing did
 */
public record Risk(long generation, boolean dataAtRisk, Trigger trigger, String cause) {

  /** What is known before anything is: all may be at risk. */
  public static final Risk UNKNOWN = new Risk(0, true, Trigger.OTHER, "");

  /** The same with another answer to whether data is at risk. */
  public Risk withDataAtRisk(boolean atRisk) {
    return new Risk(generation, atRisk, trigger, cause);
  }

  /** The next generation. */
  public Risk calledFor(Trigger reason, String words) {
    return new Risk(generation + 1, dataAtRisk, reason, words);
  }
}
