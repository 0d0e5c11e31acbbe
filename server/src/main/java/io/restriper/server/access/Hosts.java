package io.restriper.server.access;

import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names that a server may be called by where every program on its machine is let in. A browser
 * is such a program, and a page of another site that has its own name resolved to a loopback
 * address (DNS rebinding) would be let in with it; but it cannot do without its name in {@code
 * Host}. Addresses and {@code localhost} are nobody's name.
 */
public final class Hosts {
  private static final Pattern OF_NOBODY =
      Pattern.compile("|[0-9.]+|\\[.*]|.*:.*|(?:.*\\.)?localhost\\.?");

  private Hosts() {}

  /**
   * Whether a name could be that of another site.
   *
   * @param name without a port; empty if there is none
   */
  public static boolean isForeign(String name) {
    if (name.equals("127.0.0.1") || name.equals("localhost")) {
      return false;
    }
    return !OF_NOBODY.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** The refusal of whoever calls the server by such a name. */
  public static Verdict refusal() {
    return Verdict.refused(
        ErrorAnswer.of(
            ErrorKind.FORBIDDEN,
            ErrorKind.FORBIDDEN.status(),
            "This server lets in every program on its machine, and so may be called only by an"
                + " address or as localhost, which no other site can be. Use one of these, or"
                + " make tokens with 'restriper-server token create'.",
            // Not that of a token whose role is too low: there is none.
            Map.of("WWW-Authenticate", "Bearer")));
  }
}
