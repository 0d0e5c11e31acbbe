package io.restriper.engine.local.plan;

import io.restriper.engine.local.block.BlockId;

/**
 * A block that is to be moved to another drive.
 *
 * @param id in the work set
 * @param block to be moved
 * @param from the drive that it is on
 * @param to the drive that it was planned for; 0 if that is chosen when it is moved
 * @param bytes payload of the block
 * @param goal why
 */
public record Move(long id, BlockId block, int from, int to, int bytes, Goal goal) {

  /** Why a block is moved. */
  public enum Goal {
    /** Its drive is being emptied. */
    EMPTY_DRIVE,
    /** Its drive is fuller than others. */
    LEVEL,
    /** Its node holds more blocks of its stripe than the stripe can lose. */
    SPREAD_NODES,
    /** Its drive has too little room for stripes of the next encoding. */
    MAKE_ROOM
  }
}
