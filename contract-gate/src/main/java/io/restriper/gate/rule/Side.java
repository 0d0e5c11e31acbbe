package io.restriper.gate.rule;

/** Whom a change breaks. */
public enum Side {
  /** Programs in any language that send requests or read answers. */
  WIRE("the wire"),
  /** Java programs that are compiled again with the generated classes. */
  SOURCE("Java source"),
  /**
   * Java programs that were compiled with the older generated classes and run with the newer ones.
   */
  BINARY("Java binaries");

  private final String words;

  Side(String words) {
    this.words = words;
  }

  /** What it is called in reports. */
  public String words() {
    return words;
  }
}
