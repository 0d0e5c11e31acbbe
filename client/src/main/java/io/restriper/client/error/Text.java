package io.restriper.client.error;

/** What a server sends, fit for a message: one line, of bounded length. */
final class Text {

  private static final int MAX_LENGTH = 500;

  private Text() {}

  static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
