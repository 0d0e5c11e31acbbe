package io.restriper.cli.base;

/** What a command tells a script. */
public final class ExitCodes {
  /** Done; of {@code wait}: finished, and no data is at risk. */
  public static final int OK = 0;

  /** An error, or the server cannot be reached. */
  public static final int FAILED = 1;

  /** The command line, the environment or the profile file is wrong. */
  public static final int USAGE = 2;

  /** The restriper has finished and left work undone. */
  public static final int BLOCKED = 3;

  /** The restriper has not finished in time. */
  public static final int TIMED_OUT = 4;

  /** Data is at risk, or it is not known that it is not. */
  public static final int AT_RISK = 5;

  private ExitCodes() {}
}
