package io.restriper.contract.broker;

/** Nothing was sent or answered as it has to be; the message says what to do. */
public final class BrokerException extends RuntimeException {
  /** Has no stack trace, in which the sentence would be lost. */
  BrokerException(String message) {
    super(message, null, false, false);
  }
}
