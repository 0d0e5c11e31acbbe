package io.restriper.engine.volume;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An absolute path in a volume: names separated by single slashes, without {@code .} and {@code
 * ..}, control characters or unpaired surrogates. A name has 1 to 255 bytes of UTF-8, a path at
 * most 4,095. Immutable.
 */
public final class VolumePath {
  /** Longest path, in bytes of UTF-8. */
  public static final int MAX_BYTES = 4095;

  /** Longest name, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 255;

  /** The root directory. */
  public static final VolumePath ROOT = new VolumePath(List.of());

  private final List<String> names;

  private VolumePath(List<String> names) {
    this.names = names;
  }

  /**
   * Parses a path.
   *
   * @throws VolumeException with {@link Problem#INVALID_PATH} and a description of what is wrong
   */
  public static VolumePath parse(String path) {
    if (!path.startsWith("/")) {
      throw invalid("it must be absolute, that is, begin with a slash");
    }
    if (path.equals("/")) {
      return ROOT;
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw invalid("it is longer than " + MAX_BYTES + " bytes");
    }
    List<String> names = List.of(path.substring(1).split("/", -1));
    names.forEach(VolumePath::check);
    return new VolumePath(names);
  }

  private static void check(String name) {
    if (name.isEmpty()) {
      throw invalid("it has an empty name; write single slashes, and none at the end");
    }
    if (name.equals(".") || name.equals("..")) {
      throw invalid("it has the name '" + name + "'; write the path without it");
    }
    if (name.codePoints().anyMatch(VolumePath::forbidden)) {
      throw invalid("it has a control character or an invalid one in a name");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw invalid("it has a name of more than " + MAX_NAME_BYTES + " bytes");
    }
  }

  private static boolean forbidden(int codePoint) {
    return Character.isISOControl(codePoint)
        || codePoint == 0xFFFD
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static VolumeException invalid(String why) {
    return new VolumeException(Problem.INVALID_PATH, "The path is not valid: " + why + ".");
  }

  /** The names from the root down; empty for the root. */
  public List<String> names() {
    return names;
  }

  /** Whether this is the root directory. */
  public boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; empty for the root. */
  public String name() {
    return isRoot() ? "" : names.get(names.size() - 1);
  }

  /** The directory that this is in; the root for the root. */
  public VolumePath parent() {
    return isRoot() ? this : new VolumePath(names.subList(0, names.size() - 1));
  }

  /** The child with that name, which the caller has from a path that was checked. */
  public VolumePath child(String name) {
    check(name);
    return new VolumePath(
        java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of(name)).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VolumePath path && names.equals(path.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** The path as it was parsed. */
  @Override
  public String toString() {
    return "/" + String.join("/", names);
  }
}
