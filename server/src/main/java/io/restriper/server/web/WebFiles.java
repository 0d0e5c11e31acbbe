package io.restriper.server.web;

import java.util.List;

/**
 * The files of the page, each by name: what is not listed is not served, whatever path is asked
 * for.
 */
final class WebFiles {
  /** Where they are on the class path. */
  static final String FOLDER = "/META-INF/restriper/web/";

  static final String PAGE = "index.html";

  /** All but the page itself. */
  static final List<String> NAMES =
      List.of(
          "api.js",
          "capacity.js",
          "dom.js",
          "drives.js",
          "icon.svg",
          "judge.js",
          "known.js",
          "main.js",
          "phases.js",
          "plot.js",
          "runs.js",
          "sse.js",
          "stream.js",
          "style.css",
          "theme.css",
          "token.js",
          "trouble.js",
          "verdict.js",
          "watch.js",
          "words.js");

  private WebFiles() {}
}
