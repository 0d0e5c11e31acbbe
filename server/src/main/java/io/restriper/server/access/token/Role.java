package io.restriper.server.access.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the bearer of a token may do. Each role may do all that those before it may. */
public enum Role {
  /** Reads what there is to know about the cluster, and no file. */
  OBSERVER,
  /** Reads, writes and deletes files too. */
  WRITER,
  /** May do everything, also what a later release adds. */
  ADMIN;

  /** Whether this role may do what needs another. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The role as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written so; empty if there is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** All of them in one text. */
  static String words() {
    return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
