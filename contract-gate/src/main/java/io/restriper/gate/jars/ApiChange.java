package io.restriper.gate.jars;

import io.restriper.gate.rule.Side;
import java.util.Set;

/**
 * A difference of two jars that programs can see.
 *
 * @param where a class, method, constructor or field
 * @param what what has become of it
 * @param breaks whom it breaks; nobody if it is an addition
 */
record ApiChange(String where, String what, Set<Side> breaks) {
  ApiChange {
    breaks = Set.copyOf(breaks);
  }

  boolean isBreaking() {
    return !breaks.isEmpty();
  }
}
