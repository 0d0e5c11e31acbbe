package io.restriper.cli.terminal;

/**
 * A piece of text of one line, with its style. What a server sends may be anything, also sequences
 * that make a terminal do things; so characters that are not to be seen become question marks.
 *
 * @param text what is shown
 * @param style how it is meant
 */
public record Cell(String text, Style style) {
  /** Nothing. */
  public static final Cell EMPTY = new Cell("", Style.PLAIN);

  /** Makes the text safe to be shown. */
  public Cell {
    text = safe(text);
  }

  /** A cell in plain style. */
  public static Cell of(String text) {
    return new Cell(text, Style.PLAIN);
  }

  /** A text that tells that something is unknown. */
  public static Cell unknown() {
    return new Cell("unknown", Style.WARN);
  }

  /** A text of which nothing can be taken for a command to the terminal, in one line. */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isWhitespace(point)) {
                safe.append(' ');
              } else {
                safe.appendCodePoint(isInvisible(point) ? '?' : point);
              }
            });
    return safe.toString();
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  int length() {
    return text.codePointCount(0, text.length());
  }

  Cell cutTo(int width) {
    return length() <= width
        ? this
        : new Cell(text.substring(0, text.offsetByCodePoints(0, Math.max(0, width))), style);
  }

  String paint(boolean colours) {
    return style.paint(text, colours);
  }
}
