package io.restriper.server.access.token;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of a server, those that have expired among them. Immutable.
 *
 * @param all in the order in which they were made
 */
public record Tokens(List<Token> all) {
  /** So many that comparing a request with all of them takes no time that counts. */
  public static final int MOST = 1000;

  /** None: nobody comes in. */
  public static final Tokens NONE = new Tokens(List.of());

  /**
   * The tokens.
   *
   * @throws IllegalArgumentException in words for a person, if two have one ID or there are too
   *     many
   */
  public Tokens {
    all = List.copyOf(all);
    if (all.size() > MOST) {
      throw new IllegalArgumentException("there are more than " + MOST + " tokens");
    }
    Set<String> ids = new HashSet<>();
    for (Token token : all) {
      if (!ids.add(token.id())) {
        throw new IllegalArgumentException("the id '" + token.id() + "' is there twice");
      }
    }
  }

  /**
   * The token with a hash, expired or not. The time that it takes tells nothing about how close the
   * hash is to one of those that are known: all are compared, each to its end.
   */
  public Optional<Token> find(byte[] hash) {
    Token found = null;
    for (Token token : all) {
      if (MessageDigest.isEqual(token.hash(), hash)) {
        found = token;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The token with an ID. */
  public Optional<Token> byId(String id) {
    return all.stream().filter(token -> token.id().equals(id)).findFirst();
  }

  /** These and another. */
  public Tokens with(Token token) {
    List<Token> more = new ArrayList<>(all);
    more.add(token);
    return new Tokens(more);
  }

  /** These without the one that has an ID. */
  public Tokens without(String id) {
    return new Tokens(all.stream().filter(token -> !token.id().equals(id)).toList());
  }
}
