package io.restriper.server.error;

/** A request that cannot be answered, and how to tell so. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  /**
   * Makes an exception.
   *
   * @param description a sentence that tells a person what was wrong and what to do
   */
  public ApiException(ErrorKind kind, String description) {
    super(description);
    this.kind = kind;
  }

  /** How it is told. */
  public ErrorKind kind() {
    return kind;
  }
}
