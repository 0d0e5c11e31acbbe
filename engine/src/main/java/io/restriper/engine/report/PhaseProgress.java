package io.restriper.engine.report;

import io.restriper.engine.work.Work;

/**
 * How far a phase is: every byte and stripe of its total is in exactly one of the other amounts.
 * Immutable; amounts that do not add up cannot be made.
 *
 * @param total all work of the phase
 * @param done what was brought to its end with success
 * @param inFlight what workers are at
 * @param queued what waits, for the first or for another attempt
 * @param blocked what cannot be done now
 * @param failed what can never be done
 */
public record PhaseProgress(
    Work total, Work done, Work inFlight, Work queued, Work blocked, Work failed) {

  /** A phase that has nothing to do, or does not know yet what. */
  public static final PhaseProgress NONE = of(Work.NONE);

  /**
   * Checks the sum.
   *
   * @throws IllegalArgumentException if the parts are not the total
   */
  public PhaseProgress {
    Work sum = done.plus(inFlight).plus(queued).plus(blocked).plus(failed);
    if (!sum.equals(total)) {
      throw new IllegalArgumentException("the parts of the work are " + sum + " of " + total);
    }
  }

  /** A phase that begins: all of its work is queued. */
  public static PhaseProgress of(Work total) {
    return new PhaseProgress(total, Work.NONE, Work.NONE, total, Work.NONE, Work.NONE);
  }

  /** A task has been handed to a worker. */
  public PhaseProgress taken(Work work) {
    return new PhaseProgress(total, done, inFlight.plus(work), queued.minus(work), blocked, failed);
  }

  /** A task has come back from a worker and waits for another attempt. */
  public PhaseProgress givenBack(Work work) {
    return new PhaseProgress(total, done, inFlight.minus(work), queued.plus(work), blocked, failed);
  }

  /** A task in flight has been done. */
  public PhaseProgress done(Work work) {
    return new PhaseProgress(total, done.plus(work), inFlight.minus(work), queued, blocked, failed);
  }

  /** A task in flight cannot be done now. */
  public PhaseProgress blocked(Work work) {
    return new PhaseProgress(total, done, inFlight.minus(work), queued, blocked.plus(work), failed);
  }

  /** A task in flight can never be done. */
  public PhaseProgress failed(Work work) {
    return new PhaseProgress(total, done, inFlight.minus(work), queued, blocked, failed.plus(work));
  }

  /** What the phase has still to do. */
  public Work left() {
    return queued.plus(inFlight);
  }

  /**
   * The part that is done, in percent: by bytes, or by stripes if there are no bytes. Rounded down
   * to hundredths; 100 if and only if all of a total that is not empty is done.
   */
  public double percentComplete() {
    if (done.equals(total)) {
      return total.equals(Work.NONE) ? 0 : 100;
    }
    double part =
        total.bytes() > 0
            ? (double) done.bytes() / total.bytes()
            : (double) done.stripes() / total.stripes();
    return Math.min(99.99, Math.floor(part * 10_000) / 100);
  }
}
