package io.restriper.engine.matrix;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of one drive that goes wrong every time, and what comes of it.
 *
 * @param fault in the way of the operating system, or {@link Fault#HANG}
 * @param operation the one of the drive
 * @param outcome what happens
 */
record DriveRow(Fault fault, Operation operation, Outcome outcome) {

  /** What becomes of the drive; users notice nothing in any case. */
  enum Outcome {
    STAYS(
        SlotState.HEALTHY, "The drive stays in use. What cannot be done on it is done on another."),
    DEAD(
        SlotState.DEAD,
        "The drive is dead, and what was on it is rebuilt elsewhere. It is back when it works"
            + " again."),
    MISSING(
        SlotState.MISSING,
        "The drive is slow after 5 seconds and missing after 30, and what was on it is rebuilt"
            + " elsewhere. It is back when it answers again."),
    NOT_TAKEN_BACK(
        SlotState.DEAD,
        "A drive that was away stays out of use until stock can be taken of what is on it.");

    private final SlotState state;
    private final String words;

    Outcome(SlotState state, String words) {
      this.state = state;
      this.words = words;
    }

    SlotState state() {
      return state;
    }

    String words() {
      return words;
    }
  }

  /** All that an operating system answers, as far as it makes sense. */
  static List<DriveRow> all() {
    List<DriveRow> rows = new ArrayList<>();
    add(rows, Fault.EIO, Outcome.DEAD, Operation.CREATE, Operation.OPEN, Operation.READ);
    add(rows, Fault.EIO, Outcome.DEAD, Operation.WRITE, Operation.SYNC, Operation.SYNC_DIRECTORY);
    add(rows, Fault.EIO, Outcome.DEAD, Operation.RENAME, Operation.DELETE, Operation.SPACE);
    add(rows, Fault.EIO, Outcome.STAYS, Operation.STAT);
    add(rows, Fault.EIO, Outcome.NOT_TAKEN_BACK, Operation.LIST);
    add(rows, Fault.ENOSPC, Outcome.STAYS, Operation.CREATE, Operation.WRITE, Operation.SYNC);
    add(rows, Fault.ENOSPC, Outcome.STAYS, Operation.RENAME, Operation.SYNC_DIRECTORY);
    add(rows, Fault.EROFS, Outcome.DEAD, Operation.CREATE, Operation.WRITE, Operation.RENAME);
    add(rows, Fault.EROFS, Outcome.DEAD, Operation.DELETE);
    add(rows, Fault.EACCES, Outcome.DEAD, Operation.CREATE, Operation.OPEN, Operation.RENAME);
    add(rows, Fault.EACCES, Outcome.DEAD, Operation.DELETE, Operation.SPACE);
    add(rows, Fault.EACCES, Outcome.STAYS, Operation.STAT);
    add(rows, Fault.EACCES, Outcome.NOT_TAKEN_BACK, Operation.LIST);
    add(rows, Fault.HANG, Outcome.MISSING, Operation.CREATE, Operation.OPEN, Operation.READ);
    add(rows, Fault.HANG, Outcome.MISSING, Operation.WRITE, Operation.SYNC);
    add(rows, Fault.HANG, Outcome.MISSING, Operation.SYNC_DIRECTORY, Operation.RENAME);
    add(rows, Fault.HANG, Outcome.MISSING, Operation.DELETE, Operation.SPACE, Operation.STAT);
    return List.copyOf(rows);
  }

  private static void add(
      List<DriveRow> rows, Fault fault, Outcome outcome, Operation... operations) {
    for (Operation operation : operations) {
      rows.add(new DriveRow(fault, operation, outcome));
    }
  }

  void inject(FaultyDriveFiles drive) {
    if (fault == Fault.HANG) {
      drive.hangAll(operation);
    } else {
      drive.failAll(operation, Failure.valueOf(fault.name()));
    }
  }

  /** The operation for a person. */
  String on() {
    return switch (operation) {
      case CREATE_DIRECTORY -> "make a directory";
      case CREATE -> "open, to write";
      case WRITE -> "write";
      case SET_MODIFIED -> "set the time";
      case SYNC -> "fsync";
      case RENAME -> "rename";
      case SYNC_DIRECTORY -> "fsync of a directory";
      case DELETE -> "delete";
      case OPEN -> "open, to read";
      case READ -> "read";
      case STAT -> "size and time";
      case LIST -> "list";
      case SPACE -> "space query";
    };
  }

  @Override
  public String toString() {
    return fault + " " + operation;
  }
}
