package io.restriper.engine.local.io;

import java.io.IOException;

/**
 * A drive does not answer: something that was asked of it takes longer than anybody waits. The
 * message is a sentence for a person. What was asked may still happen.
 */
public final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
