package io.restriper.cli.terminal;

/** Progress as a bar. */
public final class Bar {
  private static final int FULL = 100;

  private Bar() {}

  /**
   * A bar.
   *
   * @param percent 0 to 100; the bar is full only at 100
   * @param width characters between its ends
   * @param unicode whether more than ASCII can be shown
   */
  public static String of(double percent, int width, boolean unicode) {
    int filled = (int) Math.floor(Math.max(0, Math.min(FULL, percent)) * width / FULL);
    return unicode
        ? "\u2588".repeat(filled) + "\u2591".repeat(width - filled)
        : "[" + "#".repeat(filled) + "-".repeat(width - filled) + "]";
  }
}
