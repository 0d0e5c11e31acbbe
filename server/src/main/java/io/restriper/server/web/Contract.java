package io.restriper.server.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract as this server hands it out. */
final class Contract {
  private static final String RESOURCE = "/META-INF/openapi/restriper.yaml";

  /** The list of servers with its items, up to the next key of the document. */
  private static final Pattern SERVERS = Pattern.compile("(?m)^servers:\\n(?:[ -].*\\n)+");

  /** Relative to where the document was read from: right behind a proxy too. */
  private static final String THIS_SERVER =
      "servers:\n  - url: /\n    description: The server that this document was read from.\n";

  private Contract() {}

  /**
   * The document, with this server in the place of the one that it names.
   *
   * @throws IllegalStateException if it names none
   */
  static StaticFile read() {
    String document = new String(StaticFile.bytes(RESOURCE), StandardCharsets.UTF_8);
    Matcher servers = SERVERS.matcher(document);
    if (!servers.find()) {
      throw new IllegalStateException("The contract " + RESOURCE + " names no servers.");
    }
    String ours = servers.replaceFirst(THIS_SERVER);
    return new StaticFile("openapi.yaml", ours.getBytes(StandardCharsets.UTF_8));
  }
}
