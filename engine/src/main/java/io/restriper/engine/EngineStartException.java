package io.restriper.engine;

/** An engine that cannot start; the message tells a person what to do. */
public final class EngineStartException extends Exception {
  private static final long serialVersionUID = 1L;

  public EngineStartException(String message) {
    super(message);
  }

  public EngineStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
