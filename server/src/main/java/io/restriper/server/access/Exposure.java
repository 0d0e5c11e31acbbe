package io.restriper.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a server would let at its files by where it listens and how it guards itself.
 *
 * @param loopback whether only programs on this machine can reach it
 * @param tls whether what it says and is told is encrypted
 * @param tokens whether it lets in only those who have a token
 * @param insecure whether the operator has said in so many words that it may be without these
 */
public record Exposure(boolean loopback, boolean tls, boolean tokens, boolean insecure) {

  /**
   * Why a server must not start like this, and what to do; empty if it may.
   *
   * @param address where it would listen
   */
  public Optional<String> refusal(String address) {
    if (loopback || insecure || tls && tokens) {
      return Optional.empty();
    }
    List<String> remedies = new ArrayList<>();
    if (!tokens) {
      remedies.add("make a token with 'restriper-server token create'");
    }
    if (!tls) {
      remedies.add("set up TLS");
    }
    return Optional.of(
        "listen is '"
            + address
            + "', which others than this machine can reach, and there "
            + (tokens || tls ? "is " : "are ")
            + lack()
            + ". To start it, "
            + String.join(" and ", remedies)
            + ", or listen on 127.0.0.1 (--listen), or give --insecure if "
            + consequence()
            + ".");
  }

  /** What has to be said at every start; empty if nothing has to. */
  public Optional<String> warning() {
    if (loopback) {
      return tokens
          ? Optional.empty()
          : Optional.of(
              "There are no tokens: every program on this machine may read, replace and delete"
                  + " every file. 'restriper-server token create' ends that.");
    }
    return tls && tokens
        ? Optional.empty()
        : Optional.of(
            "Insecure, because --insecure was given: others than this machine can reach this server,"
                + " and there "
                + (tokens || tls ? "is " : "are ")
                + lack()
                + ", so "
                + consequence()
                + ".");
  }

  private String lack() {
    return tokens ? "no TLS" : tls ? "no token" : "no tokens and no TLS";
  }

  private String consequence() {
    return tokens
        ? "tokens and files may be seen and changed by everybody on the way"
        : "everybody who reaches it may read, replace and delete every file";
  }
}
