package io.restriper.client.error;

/** The calling thread was interrupted; its interrupt flag is set again. */
public final class RestriperInterruptedException extends RestriperException {

  /**
   * A failure.
   *
   * @param message a sentence
   * @param cause the interrupt
   */
  public RestriperInterruptedException(String message, InterruptedException cause) {
    super(message, cause);
  }
}
