package io.restriper.server.access.token;

import io.restriper.server.access.Access;
import io.restriper.server.access.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The file of the tokens, {@code Authorization}, tokens, and until when they are accepted. */
public final class TokenFuzz {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final TokenText KNOWN = withChecksum("rst_" + "5a".repeat(32)).orElseThrow();
  private static final TokenFile FILE = new TokenFile(Path.of("/data"));

  private TokenFuzz() {}

  /** The bytes as each of them. */
  public static void fuzzerTestOneInput(byte[] data) {
    file(data);
    String text = new String(data, StandardCharsets.ISO_8859_1);
    token(TokenText.parse(text), text);
    token(withChecksum(text), text);
    header(text);
    expiry(text);
  }

  private static void file(byte[] data) {
    Tokens tokens;
    try {
      tokens = FILE.parse(data);
    } catch (TokenFileException e) {
      sentence(e.getMessage());
      return;
    }
    byte[] written = TokenJson.write(tokens);
    if (!tokens.equals(TokenJson.read(written))) {
      throw new AssertionError("read otherwise than it was written: " + tokens);
    }
    for (Token token : tokens.all()) {
      if (tokens.find(token.hash()).isEmpty() || tokens.byId(token.id()).isEmpty()) {
        throw new AssertionError("not found among those that it is one of: " + token);
      }
    }
  }

  private static void token(Optional<TokenText> parsed, String text) {
    if (parsed.isPresent()) {
      TokenText token = parsed.get();
      if (!token.secret().startsWith(text) || token.toString().length() > 8) {
        throw new AssertionError("another token than was sent, or one that shows");
      }
    }
  }

  /** A token with the checksum that it would need. */
  private static Optional<TokenText> withChecksum(String body) {
    CRC32C checksum = new CRC32C();
    checksum.update(body.getBytes(StandardCharsets.US_ASCII));
    return TokenText.parse(body + String.format("%08x", checksum.getValue()));
  }

  /** Nobody is let in but with the one token that is known, however it is wrapped up. */
  private static void header(String text) {
    Token token =
        new Token(
            "0123abcd",
            "",
            Role.OBSERVER,
            NOW,
            Optional.empty(),
            HexFormat.of().formatHex(KNOWN.hash()));
    Access access =
        Access.of(
            Optional.of(new Tokens(List.of(token))), Clock.fixed(NOW, ZoneOffset.UTC), () -> 0L);
    Verdict alone = access.judge(List.of(text), "192.0.2.1");
    if (alone.refusal().isEmpty() != alone.caller().id().equals(token.id())
        || alone.refusal().isEmpty() && !text.strip().endsWith(KNOWN.secret())) {
      throw new AssertionError("let in as " + alone.caller());
    }
    if (access.judge(List.of("Bearer " + KNOWN.secret(), text), "192.0.2.1").refusal().isEmpty()) {
      throw new AssertionError("let in with two tokens");
    }
  }

  private static void expiry(String text) {
    try {
      Optional<Instant> end = Expiry.parse(text, NOW);
      if (end.isPresent() && !end.get().isAfter(NOW)) {
        throw new AssertionError("over before it begins: " + end);
      }
    } catch (IllegalArgumentException e) {
      sentence(e.getMessage());
    }
  }

  private static void sentence(String message) {
    if (!message.endsWith(".")) {
      throw new AssertionError("no sentence: " + message);
    }
  }
}
