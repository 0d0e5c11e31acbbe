package io.restriper.engine.local.drive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says on a drive that versions of a file are dead, so that a catalog rebuilt from the drives does
 * not bring them back.
 *
 * @param fileId of the file
 * @param version of the file
 * @param kind which versions are dead
 */
public record Tombstone(long fileId, long version, Kind kind) {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})-([uo])");

  /** Which versions of the file a tombstone is for. */
  public enum Kind {
    /** Its version and all before it. */
    UP_TO,
    /** Its version only. */
    ONLY
  }

  /** Whether a version of a file is dead according to this tombstone. */
  public boolean buries(long file, long fileVersion) {
    return file == fileId
        && switch (kind) {
          case UP_TO -> Long.compareUnsigned(fileVersion, version) <= 0;
          case ONLY -> fileVersion == version;
        };
  }

  /** The name of its file. */
  String fileName() {
    return String.format("%016x-%016x-%s", fileId, version, kind == Kind.UP_TO ? "u" : "o");
  }

  /** The tombstone with that file name; empty if the name is not one of a tombstone. */
  static Optional<Tombstone> parse(String fileName) {
    Matcher name = NAME.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Tombstone(
            Long.parseUnsignedLong(name.group(1), 16),
            Long.parseUnsignedLong(name.group(2), 16),
            name.group(3).equals("u") ? Kind.UP_TO : Kind.ONLY));
  }
}
