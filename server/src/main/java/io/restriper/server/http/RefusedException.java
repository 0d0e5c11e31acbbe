package io.restriper.server.http;

import io.restriper.server.error.ErrorAnswer;

/** Somebody is not let in. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorAnswer answer;

  /** Without a stack trace: there may be many, and it is known where they come from. */
  RefusedException(ErrorAnswer answer) {
    super(answer.body().getDescription(), null, false, false);
    this.answer = answer;
  }

  /** What they are told. */
  ErrorAnswer answer() {
    return answer;
  }
}
