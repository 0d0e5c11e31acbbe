package io.restriper.server.limit;

import java.io.IOException;

/** A client that sends or takes in less than it has to; the message tells it what to do. */
final class SlowClientException extends IOException {
  private static final long serialVersionUID = 1L;

  SlowClientException(String message) {
    super(message);
  }
}
