package io.restriper.client.error;

import io.restriper.client.view.ClusterStatus;
import java.util.Optional;

/** The restriper was not known to have finished within the time that the caller allowed. */
public final class RestriperTimeoutException extends RestriperException {

  private final transient ClusterStatus lastStatus;

  /**
   * A failure.
   *
   * @param message a sentence
   * @param lastStatus the last status that was read, or null if none could be
   * @param cause why the last attempt to read it failed, or null if it did not
   */
  public RestriperTimeoutException(
      String message, ClusterStatus lastStatus, RestriperException cause) {
    super(message, cause);
    this.lastStatus = lastStatus;
  }

  /**
   * The last status that was read while waiting.
   *
   * @return the status, or empty if none could be read
   */
  public Optional<ClusterStatus> lastStatus() {
    return Optional.ofNullable(lastStatus);
  }
}
