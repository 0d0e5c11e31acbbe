package io.restriper.gate.rule;

/** How grave a change of the contract is, from the least to the gravest. */
public enum ChangeClass {
  /** Only people read what has changed; the third place of the version is raised. */
  WORDS,
  /** Whoever knows the older contract goes on as before; the second place is raised. */
  ADDITION,
  /**
   * Somebody who relied on the older contract has to change a program; the first place is raised.
   */
  BREAKING
}
