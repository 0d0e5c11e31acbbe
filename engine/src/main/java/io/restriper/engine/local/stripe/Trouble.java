package io.restriper.engine.local.stripe;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.pool.Slot;
import java.io.IOException;

/**
 * Where input and output that failed is reported, to be looked into by others. Methods return at
 * once.
 */
public interface Trouble {

  /** A block could not be read, or is not what was written. */
  void block(Slot slot, int drive, BlockId block, IOException error);

  /** The same of a block that nobody but the scrub has asked for. */
  void scrubbed(Slot slot, int drive, BlockId block, IOException error);

  /** Something on a drive could not be written. */
  void drive(Slot slot, IOException error);
}
