package io.restriper.engine.local.drive;

import java.io.IOException;

/**
 * Thrown by {@link FaultyDriveFiles} in place of the process ending: the operation was not done,
 * and no later one will be.
 */
public final class CrashException extends IOException {
  public CrashException(String operation) {
    super("crashed before " + operation);
  }
}
