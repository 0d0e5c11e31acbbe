package io.restriper.contract.raw;

import java.io.IOException;

/** What came is no HTTP, or not all of an answer. */
public final class BrokenAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenAnswerException(String message) {
    super(message);
  }
}
