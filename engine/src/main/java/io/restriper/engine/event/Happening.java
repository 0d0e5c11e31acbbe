package io.restriper.engine.event;

import io.restriper.engine.work.Phase;
import java.util.Optional;

/**
 * What has happened.
 *
 * @param type what it tells
 * @param run ID of the run that it is about; empty if it is about none
 * @param phase of the run at that time; empty if it is about no run or the run has ended
 * @param percentComplete of the phase, 0 to 100; 0 if there is no phase
 * @param code why work is blocked; empty unless the type is BLOCKED or UNBLOCKED
 * @param subject the thing that it is about, such as a drive; may be empty
 * @param message sentences for a person; empty if the other fields say it all
 */
public record Happening(
    EventType type,
    Optional<Long> run,
    Optional<Phase> phase,
    double percentComplete,
    String code,
    String subject,
    String message) {

  /** A drive has been taken out of use. */
  public static Happening driveLost(String drive, String reason) {
    return ofDrive(EventType.DRIVE_LOST, drive, reason);
  }

  /** A drive, or another one in its place, has been put in use. */
  public static Happening driveBack(String drive, String message) {
    return ofDrive(EventType.DRIVE_BACK, drive, message);
  }

  private static Happening ofDrive(EventType type, String drive, String message) {
    return new Happening(type, Optional.empty(), Optional.empty(), 0, "", drive, message);
  }
}
