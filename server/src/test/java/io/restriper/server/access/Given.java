package io.restriper.server.access;

import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** A token, and what a server knows of it. */
record Given(TokenText text, Token token) {
  static final Instant CREATED = Instant.parse("2026-11-27T10:00:00Z");

  static Given of(int id, Role role, Optional<Instant> expires) {
    TokenText text = TokenText.random(new SecureRandom());
    String sha256 = HexFormat.of().formatHex(text.hash());
    return new Given(
        text,
        new Token(
            HexFormat.of().toHexDigits(id), "of-" + role.word(), role, CREATED, expires, sha256));
  }

  static Given of(int id, Role role) {
    return of(id, role, Optional.empty());
  }

  /** The value of Authorization. */
  String bearer() {
    return "Bearer " + text.secret();
  }
}
