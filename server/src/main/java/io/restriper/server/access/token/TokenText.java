package io.restriper.server.access.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A token as its bearer sends it: {@code rst_}, 256 random bits and their checksum, in hexadecimal
 * digits. The prefix lets those who look for leaked secrets find it; the checksum tells a token
 * that was cut off or misspelt from one that is not known.
 *
 * <p>Of a token only its SHA-256 is kept. A slow, salted hash, as passwords need it, would gain
 * nothing: nobody can try out 2^256 tokens, however fast the hash is, and no two tokens are equal.
 * It would make every request slow instead, which those could use who want to keep the server busy.
 *
 * <p>It never shows in {@link #toString}, so that it does not come into a log by mistake.
 */
public final class TokenText {
  private static final String PREFIX = "rst_";
  private static final int RANDOM_BYTES = 32;
  private static final int CHECKED = PREFIX.length() + 2 * RANDOM_BYTES;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{72}");

  private final String text;

  private TokenText(String text) {
    this.text = text;
  }

  /** A token that nobody has had before. */
  public static TokenText random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String body = PREFIX + HexFormat.of().formatHex(bytes);
    return new TokenText(body + checksum(body));
  }

  /**
   * What somebody has sent.
   *
   * @return empty if it cannot be a token, or is not whole
   */
  public static Optional<TokenText> parse(String text) {
    boolean whole =
        FORM.matcher(text).matches()
            && checksum(text.substring(0, CHECKED)).equals(text.substring(CHECKED));
    return whole ? Optional.of(new TokenText(text)) : Optional.empty();
  }

  private static String checksum(String body) {
    CRC32C checksum = new CRC32C();
    checksum.update(body.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  /** The token itself, for its bearer and for nobody else. */
  public String secret() {
    return text;
  }

  /** Its SHA-256, 32 bytes. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
