package io.restriper.engine.sim.disk;

/**
 * What is told of every operation on a drive, before it is done. It may throw, or take its time.
 */
@FunctionalInterface
public interface Io {

  /**
   * An operation begins.
   *
   * @param operation its kind
   * @param name of the file or directory
   * @param seconds that it takes longer than others
   */
  void step(Kind operation, String name, int seconds);

  /** The kinds of operations. */
  enum Kind {
    CREATE_DIRECTORY,
    CREATE,
    RENAME,
    SYNC_DIRECTORY,
    DELETE,
    OPEN,
    STAT,
    LIST,
    SPACE,
    WRITE,
    SET_MODIFIED,
    SYNC,
    READ
  }
}
