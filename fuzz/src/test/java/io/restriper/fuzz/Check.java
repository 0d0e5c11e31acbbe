package io.restriper.fuzz;

import java.util.Objects;

/** What a target finds wrong. */
final class Check {
  private Check() {}

  /** Throws unless two values are equal. */
  static void same(Object expected, Object found, String what) {
    if (!Objects.equals(expected, found)) {
      throw new AssertionError(what + ": " + found + " where " + expected + " was written");
    }
  }

  /** Throws unless it is so. */
  static void that(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
