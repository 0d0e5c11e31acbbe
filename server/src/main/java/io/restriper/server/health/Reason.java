package io.restriper.server.health;

/**
 * Why a server is not ready.
 *
 * @param code for programs
 * @param message one sentence that says what is wrong, with the numbers
 * @param remedy one sentence that says what to do
 */
public record Reason(Code code, String message, String remedy) {
  /** Stable identifiers that a program can branch on. */
  public enum Code {
    /** The server is stopping. */
    STOPPING,
    /** The catalog cannot be read, so that no file can be read or written. */
    CATALOG_FAILED,
    /** Too few drives take blocks, so that no file can be written. */
    TOO_FEW_DRIVES,
    /** Enough drives take blocks, and too few of them have room for one. */
    NO_ROOM
  }
}
