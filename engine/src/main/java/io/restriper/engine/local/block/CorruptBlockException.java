package io.restriper.engine.local.block;

import java.io.IOException;

/**
 * A block file is not what was written: damaged, cut off, or another block in its place. The drive
 * did answer, so the drive need not be at fault otherwise. The message is a sentence for a person.
 */
public final class CorruptBlockException extends IOException {
  CorruptBlockException(String message) {
    super(message);
  }
}
