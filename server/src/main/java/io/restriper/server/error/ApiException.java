package io.restriper.server.error;

import java.util.Map;

/** A request that cannot be answered, and how to tell so. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final int status;

  /**
   * Makes an exception.
   *
   * @param description a sentence that tells a person what was wrong and what to do
   */
  public ApiException(ErrorKind kind, String description) {
    this(kind, kind.status(), description);
  }

  /**
   * Makes an exception with a status that is narrower than that of its kind.
   *
   * @param description a sentence that tells a person what was wrong and what to do
   */
  public ApiException(ErrorKind kind, int status, String description) {
    super(description);
    this.kind = kind;
    this.status = status;
  }

  /** How it is told. */
  public ErrorKind kind() {
    return kind;
  }

  /** The answer that tells it. */
  public ErrorAnswer answer() {
    return ErrorAnswer.of(kind, status, getMessage(), Map.of());
  }
}
