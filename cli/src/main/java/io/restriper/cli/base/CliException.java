package io.restriper.cli.base;

/** Ends a command with a sentence for a person and an exit code for a script. */
public final class CliException extends RuntimeException {

  /** The exit code. */
  private final int exitCode;

  /**
   * An end.
   *
   * @param exitCode one of {@link ExitCodes}
   * @param message a sentence that tells what was wrong and what to do
   */
  public CliException(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /**
   * An end with a cause.
   *
   * @param exitCode one of {@link ExitCodes}
   * @param message a sentence that tells what was wrong and what to do
   * @param cause what led to it, or null
   */
  public CliException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Something that was given is wrong. */
  public static CliException usage(String message) {
    return new CliException(ExitCodes.USAGE, message);
  }

  /** Something could not be done. */
  public static CliException failed(String message) {
    return new CliException(ExitCodes.FAILED, message);
  }

  /** One of {@link ExitCodes}. */
  public int exitCode() {
    return exitCode;
  }
}
