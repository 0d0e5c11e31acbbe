package io.restriper.gate.rule;

import java.util.Objects;

/**
 * A difference of two contracts.
 *
 * @param where the operation, schema or part that differs, for a person to find it
 * @param rule what kind of difference it is, and whom it breaks
 * @param what the difference itself: what was there, and what is there
 */
public record Change(String where, Rule rule, String what) {
  /** Refuses a change of which something is not told. */
  public Change {
    Objects.requireNonNull(where);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(what);
  }
}
