package io.restriper.engine.volume;

/** A call that failed, with what went wrong and a sentence that tells a person what to do. */
public final class VolumeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  public VolumeException(Problem problem, String description) {
    super(description);
    this.problem = problem;
  }

  public VolumeException(Problem problem, String description, Throwable cause) {
    super(description, cause);
    this.problem = problem;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }
}
