package io.restriper.cli.base;

/** How a command shows what it has to show. */
public enum Format {
  /** For a person; what each command does if told nothing else. */
  TEXT,
  /** Rows and columns. */
  TABLE,
  /** Rows, and more columns. */
  WIDE,
  /** JSON. */
  JSON,
  /** YAML. */
  YAML;

  /** Whether programs read it. */
  public boolean isForPrograms() {
    return this == JSON || this == YAML;
  }
}
