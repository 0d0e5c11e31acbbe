package io.restriper.server.access.token;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a server knows of a token.
 *
 * @param id eight hexadecimal digits, by which people and logs speak of it
 * @param name what it is for; empty if nobody said
 * @param role what its bearer may do
 * @param created when it was made
 * @param expires when it ceases to be accepted; empty for never
 * @param sha256 the hash of its text, 64 hexadecimal digits
 */
public record Token(
    String id, String name, Role role, Instant created, Optional<Instant> expires, String sha256) {
  private static final String ID = "[0-9a-f]{8}";
  private static final String NAME = "[A-Za-z0-9._-]{0,64}";
  private static final String SHA256 = "[0-9a-f]{64}";

  /**
   * A token.
   *
   * @throws IllegalArgumentException in words for a person, if something is not as told above, or
   *     the name has other characters than letters, digits, dots, underscores and hyphens
   */
  public Token {
    check(id.matches(ID), "id '" + id + "' is not eight hexadecimal digits");
    check(isName(name), "name '" + name + "' is not " + nameRule());
    check(sha256.matches(SHA256), "sha256 is not 64 hexadecimal digits");
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** Whether a token can be called so: a name is safe to print in a log and a table. */
  public static boolean isName(String name) {
    return name.matches(NAME);
  }

  /** What {@link #isName} demands, in words for a person. */
  public static String nameRule() {
    return "of up to 64 letters, digits, dots, underscores and hyphens";
  }

  /** Whether it is accepted no more. */
  public boolean isExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** The hash as bytes. */
  byte[] hash() {
    return HexFormat.of().parseHex(sha256);
  }
}
