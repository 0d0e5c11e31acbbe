package io.restriper.client.error;

/**
 * The server could not be reached, was not trusted, did not answer in time, or the connection broke
 * off. Whether the call had an effect is not known, unless {@link Kind#sent} says that it had none.
 */
public final class RestriperConnectionException extends RestriperException {

  /** What happened to the connection. */
  public enum Kind {
    /** No connection came about, so the server saw nothing of the call. */
    NOT_CONNECTED(false),
    /** TLS failed, for example because the certificate is not trusted. */
    NOT_TRUSTED(false),
    /** The connection broke off after the call was sent, at least in part. */
    BROKEN(true),
    /** The answer, or the next part of it, did not come in time. */
    TIMED_OUT(true),
    /** The client was closed meanwhile. */
    CLOSED(true);

    private final boolean sent;

    Kind(boolean sent) {
      this.sent = sent;
    }

    /**
     * Whether the server may have seen the call.
     *
     * @return false if it certainly has not
     */
    public boolean sent() {
      return sent;
    }
  }

  /** What happened. */
  private final Kind kind;

  /**
   * A failure.
   *
   * @param kind what happened
   * @param message a sentence
   * @param cause what the HTTP client said, or null
   */
  public RestriperConnectionException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * What happened to the connection.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
