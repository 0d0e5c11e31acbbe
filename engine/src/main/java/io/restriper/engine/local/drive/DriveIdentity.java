package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What makes a directory a drive: a small text file, described in docs/on-disk-format.md.
 *
 * @param cluster that it belongs to
 * @param drive made once, when the drive was formatted
 * @param node that it is in, 1 or more
 * @param created when it was formatted
 */
public record DriveIdentity(UUID cluster, UUID drive, int node, Instant created) {
  /** The version of the format of drives that is written, and the only one that can be read. */
  public static final int FORMAT = 1;

  private static final String TITLE = "# The identity of a Restriper drive. Do not change it.\n";
  private static final int LIMIT = 4096;

  private static final Pattern ENVELOPE =
      Pattern.compile(
          Pattern.quote(TITLE) + "format=([0-9]{1,9})\n(.*\n)crc32c=([0-9a-f]{8})\n",
          Pattern.DOTALL);
  private static final Pattern FIELDS =
      Pattern.compile("cluster=(.*)\ndrive=(.*)\nnode=([1-9][0-9]{0,8})\ncreated=(.*)\n");

  public DriveIdentity {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(drive);
    Objects.requireNonNull(created);
    if (node < 1) {
      throw new IllegalArgumentException("node " + node);
    }
  }

  /** What was found where a drive's identity should be. */
  public sealed interface ReadResult {
    /** The identity is sound. */
    record Found(DriveIdentity identity) implements ReadResult {}

    /** There is no identity file, or not even a directory. */
    record Absent() implements ReadResult {}

    /** The file is sound, of a format that is not known here. */
    record UnknownFormat(long format) implements ReadResult {}

    /** The file was damaged or changed. */
    record Damaged() implements ReadResult {}
  }

  /**
   * Writes the identity file, durably: it is there whole, or as it was before.
   *
   * @throws IOException if that failed; a temporary file may be left
   */
  public void write(DriveFiles files) throws IOException {
    SmallFiles.write(files, DriveLayout.IDENTITY, encode());
  }

  /**
   * Reads the identity file.
   *
   * @throws IOException if it cannot be read
   */
  public static ReadResult read(DriveFiles files) throws IOException {
    try {
      return decode(SmallFiles.read(files, DriveLayout.IDENTITY, LIMIT));
    } catch (NoSuchFileException e) {
      return new ReadResult.Absent();
    }
  }

  byte[] encode() {
    String body =
        TITLE
            + ("format=" + FORMAT + "\n")
            + ("cluster=" + cluster + "\n")
            + ("drive=" + drive + "\n")
            + ("node=" + node + "\n")
            + ("created=" + created + "\n");
    return (body + "crc32c=" + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static ReadResult decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher envelope = ENVELOPE.matcher(text);
    if (!envelope.matches()
        || !checksum(text.substring(0, envelope.end(2))).equals(envelope.group(3))) {
      return new ReadResult.Damaged();
    }
    long format = Long.parseLong(envelope.group(1));
    if (format != FORMAT) {
      return new ReadResult.UnknownFormat(format);
    }
    return fields(envelope.group(2))
        .<ReadResult>map(ReadResult.Found::new)
        .orElseGet(ReadResult.Damaged::new);
  }

  private static Optional<DriveIdentity> fields(String text) {
    Matcher fields = FIELDS.matcher(text);
    if (!fields.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DriveIdentity(
              UUID.fromString(fields.group(1)),
              UUID.fromString(fields.group(2)),
              Integer.parseInt(fields.group(3)),
              Instant.parse(fields.group(4))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return String.format("%08x", crc.getValue());
  }
}
