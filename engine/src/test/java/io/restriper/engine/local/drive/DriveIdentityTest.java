package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.drive.DriveIdentity.ReadResult;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveIdentityTest {
  private static final DriveIdentity IDENTITY =
      new DriveIdentity(
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
          UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100"),
          3,
          Instant.parse("2026-11-24T08:09:10.123456789Z"));

  /** The checksum was made by a program of its own. */
  private static final String TEXT =
      """
      # The identity of a Restriper drive. Do not change it.
      format=1
      cluster=00112233-4455-6677-8899-aabbccddeeff
      drive=ffeeddcc-bbaa-9988-7766-554433221100
      node=3
      created=2026-11-24T08:09:10.123456789Z
      crc32c=8657536b
      """;

  @TempDir private Path directory;

  @Test
  void writesTheDocumentedText() {
    assertThat(new String(IDENTITY.encode(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    FaultyDriveFiles drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
    DriveFormat.format(drive, IDENTITY);

    assertThat(DriveIdentity.read(drive)).isEqualTo(new ReadResult.Found(IDENTITY));
    assertThat(drive.list(DriveLayout.TMP)).isEmpty();
  }

  @Test
  void nothingThereIsAbsent() throws IOException {
    assertThat(DriveIdentity.read(new LocalDriveFiles(directory)))
        .isEqualTo(new ReadResult.Absent());
    assertThat(DriveIdentity.read(new LocalDriveFiles(directory.resolve("gone"))))
        .isEqualTo(new ReadResult.Absent());
  }

  @Test
  void everyBitFlipIsNoticed() {
    byte[] bytes = IDENTITY.encode();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(DriveIdentity.decode(bytes)).isEqualTo(new ReadResult.Damaged());
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] bytes = IDENTITY.encode();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(DriveIdentity.decode(Arrays.copyOf(bytes, length)))
          .isEqualTo(new ReadResult.Damaged());
    }
    assertThat(DriveIdentity.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isEqualTo(new ReadResult.Damaged());
  }

  @Test
  void aLaterFormatIsToldFromDamage() {
    assertThat(DriveIdentity.decode(sealed("format=2\nnews=whatever\n")))
        .isEqualTo(new ReadResult.UnknownFormat(2));
  }

  @Test
  void nonsenseUnderAGoodChecksumIsDamage() {
    String good = TEXT.substring(TEXT.indexOf("format"), TEXT.indexOf("crc32c"));
    for (String bad :
        new String[] {
          good.replace("node=3", "node=0"),
          good.replace("node=3", "node=x"),
          good.replace("cluster=0011", "cluster=zz"),
          good.replace("created=2026", "created=once"),
          good.replace("node=3\n", ""),
          good + "more=1\n"
        }) {
      assertThat(DriveIdentity.decode(sealed(bad))).as(bad).isEqualTo(new ReadResult.Damaged());
    }
  }

  @Test
  void aCrashAtAnyStepLeavesTheOldOrTheNewIdentity() throws IOException {
    LocalDriveFiles plain = new LocalDriveFiles(directory);
    DriveFormat.format(plain, IDENTITY);
    DriveIdentity other = new DriveIdentity(IDENTITY.cluster(), new UUID(1, 2), 4, Instant.EPOCH);
    FaultyDriveFiles drive = new FaultyDriveFiles(plain);
    IDENTITY.write(drive);
    long steps = drive.operations();
    for (long step = 1; step <= steps; step++) {
      IDENTITY.write(plain);
      drive.crashAt(step);
      assertThatThrownBy(() -> other.write(drive)).isInstanceOf(CrashException.class);
      drive.heal();
      assertThat(DriveIdentity.read(plain))
          .isIn(new ReadResult.Found(IDENTITY), new ReadResult.Found(other));
    }
  }

  @Test
  void theNameIsSyncedLast() throws IOException {
    LocalDriveFiles plain = new LocalDriveFiles(directory);
    DriveFormat.format(plain, IDENTITY);
    FaultyDriveFiles drive = new FaultyDriveFiles(plain).failAll(Operation.SYNC, Failure.EIO);

    assertThatThrownBy(() -> IDENTITY.write(drive)).isInstanceOf(IOException.class);
    assertThat(drive.operations(Operation.RENAME)).isZero();
    drive.heal();
    drive.failAll(Operation.SYNC_DIRECTORY, Failure.EIO);
    assertThatThrownBy(() -> IDENTITY.write(drive)).isInstanceOf(IOException.class);
    assertThat(drive.operations(Operation.RENAME)).isEqualTo(1);
    assertThat(Files.list(directory.resolve(DriveLayout.TMP))).isEmpty();
  }

  private static byte[] sealed(String body) {
    String text = TEXT.substring(0, TEXT.indexOf("format")) + body;
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%scrc32c=%08x\n", text, crc.getValue()).getBytes(StandardCharsets.UTF_8);
  }
}
