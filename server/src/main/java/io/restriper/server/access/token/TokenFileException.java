package io.restriper.server.access.token;

import java.io.IOException;

/** The file of the tokens cannot be read or written; the message tells a person what to do. */
public final class TokenFileException extends IOException {
  private static final long serialVersionUID = 1L;

  TokenFileException(String message) {
    super(message);
  }
}
