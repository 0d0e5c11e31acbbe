package io.restriper.cli.base;

/** Texts that are fit to be shown. */
final class Text {

  private Text() {}

  /** A URL without the user and the password in it. */
  static String hideUser(String url) {
    return url == null ? "" : url.replaceAll("//[^/@]*@", "//...@");
  }
}
