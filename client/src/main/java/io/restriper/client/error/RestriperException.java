package io.restriper.client.error;

/**
 * A call that failed. The message is one sentence for a person; the subclasses tell a program what
 * kind of failure it is.
 */
public abstract class RestriperException extends RuntimeException {

  RestriperException(String message, Throwable cause) {
    super(message, cause);
  }
}
