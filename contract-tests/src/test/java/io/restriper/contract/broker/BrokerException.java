package io.restriper.contract.broker;

/** Nothing was sent or answered as it has to be; the message says what to do. */
public final class BrokerException extends RuntimeException {
  BrokerException(String message) {
    super(message);
  }
}
