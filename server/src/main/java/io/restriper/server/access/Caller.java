package io.restriper.server.access;

import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param id of the token; {@code -} if there is none
 * @param name of the token; {@code -} if it has none
 * @param role what the caller may do; empty for no more than what is open to everybody
 */
public record Caller(String id, String name, Optional<Role> role) {
  /** The attribute of a request that holds its caller, once the guard has let it pass. */
  public static final String ATTRIBUTE = "io.restriper.caller";

  /** Somebody who has shown no token that is accepted. */
  public static final Caller NOBODY = new Caller("-", "-", Optional.empty());

  /** Anybody, where no tokens are configured. */
  public static final Caller EVERYBODY = new Caller("-", "-", Optional.of(Role.ADMIN));

  static Caller of(Token token) {
    return new Caller(
        token.id(), token.name().isEmpty() ? "-" : token.name(), Optional.of(token.role()));
  }

  /** Whether the caller may do what needs a role. */
  boolean may(Role needed) {
    return role.filter(has -> has.covers(needed)).isPresent();
  }
}
