package io.restriper.server.watch;

import java.util.Optional;

/**
 * What is looked at again and again, and counts when it has changed and then stayed the same for a
 * look: a file that is seen only once may be half written. Not thread-safe.
 *
 * @param <T> what is seen at a look; equal when nothing has changed
 */
public final class Steady<T> {
  private T handled;
  private Optional<T> unsettled = Optional.empty();

  /**
   * Begins.
   *
   * @param handled what counts now
   */
  public Steady(T handled) {
    this.handled = handled;
  }

  /** What was seen, if it counts from now on and did not before. */
  public Optional<T> look(T seen) {
    if (seen.equals(handled)) {
      unsettled = Optional.empty();
      return Optional.empty();
    }
    if (unsettled.filter(seen::equals).isEmpty()) {
      unsettled = Optional.of(seen);
      return Optional.empty();
    }
    return Optional.of(lookBecauseAsked(seen));
  }

  /** What was seen, which counts at once. */
  public T lookBecauseAsked(T seen) {
    handled = seen;
    unsettled = Optional.empty();
    return seen;
  }
}
