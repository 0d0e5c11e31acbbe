package io.restriper.server.access;

import io.restriper.server.access.token.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each operation needs, by its operationId; those that are not in the contract are called as
 * their methods are. What is not listed needs the highest role.
 */
public final class Operations {
  /** Open to everybody. */
  private static final Set<String> OPEN =
      Set.of(
          "getVersion",
          "healthz",
          "readyz",
          "getPage",
          "getPageFile",
          "getReference",
          "getReferenceFile");

  private static final Set<String> OF_OBSERVERS =
      Set.of(
          "getRestriperStatus",
          "getLegacyRestriperStatus",
          "getRestriperEvents",
          "listRestriperRuns",
          "getRestriperRun",
          "getProtectionStatus",
          "listSlots",
          "getSlot",
          "listNodes",
          "getClusterSettings",
          "getFileSystem",
          "getPageDrives",
          "metrics");

  private static final Set<String> OF_WRITERS =
      Set.of("getFileData", "putFileData", "deleteFile", "getFileAttributes", "listFileEntries");

  private static final Map<String, Optional<Role>> NEEDED = new HashMap<>();

  static {
    OPEN.forEach(operation -> NEEDED.put(operation, Optional.empty()));
    OF_OBSERVERS.forEach(operation -> NEEDED.put(operation, Optional.of(Role.OBSERVER)));
    OF_WRITERS.forEach(operation -> NEEDED.put(operation, Optional.of(Role.WRITER)));
  }

  private Operations() {}

  /** The role that an operation needs; empty if it is open to everybody. */
  public static Optional<Role> neededBy(String operation) {
    return NEEDED.getOrDefault(operation, Optional.of(Role.ADMIN));
  }

  /** Whether a caller may have an operation. */
  public static boolean admits(Caller caller, String operation) {
    Optional<Role> needed = neededBy(operation);
    return needed.isEmpty() || caller.may(needed.get());
  }

  /** The operations that have been thought about. */
  public static Set<String> known() {
    return Set.copyOf(NEEDED.keySet());
  }

  /**
   * Whether a path may be asked for without a token. Below such a path an operation may still need
   * one.
   *
   * @param path as it came, its escapes left alone
   */
  public static boolean isOpen(String path) {
    return switch (path) {
      case "/", "/healthz", "/readyz", "/v1/version", "/v1/version/", "/docs" -> true;
      case "/web/drives.json" -> false;
      default -> path.startsWith("/docs/") || path.startsWith("/web/");
    };
  }
}
