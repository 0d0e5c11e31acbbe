package io.restriper.engine.report;

import io.restriper.engine.work.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a phase of a run is, or was when it ended.
 *
 * @param startedAt wall-clock time
 * @param elapsedSeconds since then by a clock that never jumps, or until it ended; 0 or more
 * @param progress bytes and stripes
 * @param bytesPerSecond bytes done a second, lately; 0 when it has ended
 * @param averageBytesPerSecond the same since the phase began
 * @param timeLeft present if and only if gap is NONE
 * @param gap why there is no estimate
 */
public record PhaseReport(
    Phase phase,
    Instant startedAt,
    double elapsedSeconds,
    PhaseProgress progress,
    double bytesPerSecond,
    double averageBytesPerSecond,
    Optional<Estimate> timeLeft,
    EstimateGap gap) {

  /**
   * Checks that there is an estimate or a reason why there is none.
   *
   * @throws IllegalArgumentException if there is neither, or both
   */
  public PhaseReport {
    if (timeLeft.isPresent() != (gap == EstimateGap.NONE)) {
      throw new IllegalArgumentException("an estimate " + timeLeft + " and the gap " + gap);
    }
  }

  /** The same phase when it goes on no more. What was in flight waits again. */
  public PhaseReport ended() {
    return new PhaseReport(
        phase,
        startedAt,
        elapsedSeconds,
        progress.givenBack(progress.inFlight()),
        0,
        averageBytesPerSecond,
        Optional.empty(),
        EstimateGap.ENDED);
  }
}
