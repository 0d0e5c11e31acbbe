package io.restriper.gate;

/** The contracts could not be compared; the message says why, for a person. */
final class GateException extends RuntimeException {
  GateException(String message, Throwable cause) {
    super(message, cause);
  }
}
