package io.restriper.cli.terminal;

/** How a piece of text is meant; shown as a colour where there are colours. */
public enum Style {
  /** As it is. */
  PLAIN(""),
  /** All is well. */
  GOOD("32"),
  /** Something is lost or at risk. */
  BAD("1;31"),
  /** Something is unknown, or needs a look. */
  WARN("33"),
  /** What stands out. */
  STRONG("1"),
  /** What is less important. */
  DIM("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with this style's colour around it, if there are colours. */
  String paint(String text, boolean colours) {
    return colours && !code.isEmpty() && !text.isEmpty()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }
}
