package io.restriper.engine.local.drive;

import java.io.IOException;

/**
 * Something on disk was written by a newer server, in a format that is not known here. It is whole,
 * and must be left as it is; the message tells a person which server to start.
 */
public final class NewerFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public NewerFormatException(String message) {
    super(message);
  }
}
