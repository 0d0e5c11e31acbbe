package io.restriper.server.web;

/**
 * What a browser lets a page of ours do, told in {@code Content-Security-Policy}: nothing that
 * comes from, or goes to, another server, and no script or style but those in files of this one.
 */
final class ContentPolicy {
  static final String VALUE =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          // Small images stand in style sheets.
          "img-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "form-action 'self'");

  private ContentPolicy() {}
}
