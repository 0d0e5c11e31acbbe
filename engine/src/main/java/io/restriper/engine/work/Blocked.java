package io.restriper.engine.work;

/**
 * Work that cannot be done, and what a person can do about it.
 *
 * @param code for programs
 * @param subject the thing that it is about
 * @param message one sentence that says what is wrong, with the numbers
 * @param remedy one sentence that says what to do
 */
public record Blocked(BlockedCode code, Subject subject, String message, String remedy) {

  /** Code, sentence and remedy in one line. */
  public String text() {
    return code + ": " + message + " " + remedy;
  }
}
