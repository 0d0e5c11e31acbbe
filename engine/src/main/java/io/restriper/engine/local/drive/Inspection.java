package io.restriper.engine.local.drive;

import io.restriper.engine.facts.SlotState;
import java.util.Optional;

/**
 * What was found at a drive's directory.
 *
 * @param state HEALTHY: a drive that is ours and answers; EMPTY: a directory that can be formatted
 * @param detail one sentence for a person on what is wrong and what to do; empty if HEALTHY
 * @param identity of the drive, whenever it could be read; always if HEALTHY
 * @param space of the file system, whenever it could be asked; always if HEALTHY or EMPTY
 */
public record Inspection(
    SlotState state,
    String detail,
    Optional<DriveIdentity> identity,
    Optional<DriveFiles.Space> space) {

  public Inspection {
    if (state == SlotState.HEALTHY && (identity.isEmpty() || !detail.isEmpty())) {
      throw new IllegalArgumentException("healthy with " + identity + " and detail " + detail);
    }
    if ((state == SlotState.HEALTHY || state == SlotState.EMPTY) && space.isEmpty()) {
      throw new IllegalArgumentException(state + " without space");
    }
  }
}
