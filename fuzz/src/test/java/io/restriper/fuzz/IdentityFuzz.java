package io.restriper.fuzz;

import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveInspector;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.Inspection;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.drive.Tombstones;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/** What makes a directory a drive, and what lies on it besides blocks. */
public final class IdentityFuzz {
  private static final String TITLE = "# The identity of a Restriper drive. Do not change it.\n";

  private IdentityFuzz() {}

  /** As it comes, and with the envelope that it would need. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    read(data);
    read(enveloped(data));
    tombstone(new String(data, StandardCharsets.UTF_8).replace('/', '_'));
  }

  private static void read(byte[] content) throws IOException {
    Drive drive = new Drive();
    drive.put(DriveLayout.IDENTITY, content);
    DriveIdentity.ReadResult result = DriveIdentity.read(drive);
    if (result instanceof DriveIdentity.ReadResult.Found found) {
      found.identity().write(drive);
      Check.same(result, DriveIdentity.read(drive), "identity");
    }
    Inspection inspection = new DriveInspector(new UUID(1, 1), 1).inspect(drive, "x", false);
    Check.that(
        inspection.detail().isEmpty() || inspection.detail().endsWith("."),
        "no sentence: " + inspection.detail());
  }

  private static byte[] enveloped(byte[] fields) {
    String text = TITLE + "format=1\n" + new String(fields, StandardCharsets.ISO_8859_1);
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return (text + String.format("crc32c=%08x\n", crc.getValue()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void tombstone(String name) throws IOException {
    Drive drive = new Drive();
    drive.put(DriveLayout.TOMBSTONES + '/' + name, new byte[0]);
    List<Tombstone> read = Tombstones.list(drive);
    if (!read.isEmpty()) {
      Drive copy = new Drive();
      Tombstones.write(copy, read.get(0));
      Check.same(drive.list(DriveLayout.TOMBSTONES), copy.list(DriveLayout.TOMBSTONES), "name");
    }
  }
}
