package io.restriper.engine.local.upkeep;

import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Takes futures' failures apart. */
final class Failures {
  private Failures() {}

  /** What made a future fail, if it was input or output; anything else is a fault of ours. */
  static IOException io(CompletionException failure) {
    if (failure.getCause() instanceof IOException io) {
      return io;
    }
    throw failure;
  }
}
