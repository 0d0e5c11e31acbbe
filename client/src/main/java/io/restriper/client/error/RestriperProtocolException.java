package io.restriper.client.error;

/**
 * What answered does not speak the documented API: no JSON where JSON belongs, a web page, an
 * answer that ends too early. Often a proxy, or the wrong port.
 */
public final class RestriperProtocolException extends RestriperException {

  /** The HTTP status. */
  private final int status;

  /** Whether the answer ended before its end. */
  private final boolean truncated;

  /**
   * A failure.
   *
   * @param status the HTTP status that came with it
   * @param truncated whether the answer ended before its end
   * @param message a sentence
   * @param cause what led to it, or null
   */
  public RestriperProtocolException(
      int status, boolean truncated, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.truncated = truncated;
  }

  /**
   * The HTTP status that came with the answer.
   *
   * @return 200 to 599
   */
  public int status() {
    return status;
  }

  /**
   * Whether the answer ended before its end.
   *
   * @return false if it was complete and made no sense
   */
  public boolean isTruncated() {
    return truncated;
  }
}
