package io.restriper.client.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes to send could not be had; the server has no part in it. */
final class SourceException extends UncheckedIOException {

  SourceException(String message, IOException cause) {
    super(message, cause);
  }
}
