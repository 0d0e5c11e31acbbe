package io.restriper.engine.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newer server wrote is refused with a sentence, and not a byte of it is changed. */
class NewerVolumeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DRIVES = 4;

  /** So much that every drive has data of the file, and not only parity. */
  private static final int SIZE = 41 * EngineFixture.BLOCK;

  @TempDir Path root;
  private final byte[] content = EngineFixture.bytes(1, SIZE);
  private EngineFixture fixture;

  @BeforeEach
  void makeAVolume() throws EngineStartException {
    fixture = new EngineFixture(root, "2+1", DRIVES).start();
    fixture.put("/file", content);
    fixture.stop();
  }

  @Test
  @FaultRow(
      fault = Fault.NEWER_FORMAT,
      on = "the catalog",
      outcome = "The server does not start and says so; nothing is changed.")
  void aNewerCatalogIsRefused() throws Exception {
    try (Session session = Session.writer(fixture.catalog())) {
      session.execute("PRAGMA user_version = 3");
    }
    Map<String, Integer> before = DiskState.of(root);
    assertThatThrownBy(fixture::start)
        .isInstanceOf(EngineStartException.class)
        .hasMessageContaining("has format version 3, and this server knows versions up to 2")
        .hasMessageContaining("Start a newer server")
        .hasMessageNotContaining("rebuild-catalog");
    assertThat(DiskState.of(root)).isEqualTo(before);
    assertRebuildRefused("has format version 3");
    assertThat(DiskState.of(root)).isEqualTo(before);
  }

  @Test
  @FaultRow(
      fault = Fault.NEWER_FORMAT,
      on = "the identity of a drive",
      outcome = "The drive is of a wrong version and nothing on it is changed.")
  void drivesOfANewerFormatAreLeftAlone() throws Exception {
    for (int drive = 1; drive <= DRIVES; drive++) {
      format(drive, 2);
    }
    Map<String, Integer> before = drives();
    fixture.start();
    for (int drive = 1; drive <= DRIVES; drive++) {
      assertThat(fixture.slotState(drive)).isEqualTo(SlotState.WRONG_VERSION);
      assertThat(fixture.engine().facts().slots().get(drive - 1).detail())
          .contains("has format 2 and this version knows only format 1");
    }
    assertThat(fixture.status().dataAtRisk()).isTrue();
    assertThatThrownBy(() -> fixture.get("/file")).isInstanceOf(VolumeException.class);
    assertThatThrownBy(() -> fixture.put("/other", content)).isInstanceOf(VolumeException.class);
    fixture.awaitBlocked();
    fixture.stop();
    assertThat(drives()).isEqualTo(before);
    assertRebuildRefused("has format 2, and this server knows formats up to 1");
    assertThat(drives()).isEqualTo(before);

    for (int drive = 1; drive <= DRIVES; drive++) {
      format(drive, 1);
    }
    fixture.start();
    assertThat(fixture.get("/file")).isEqualTo(content);
    fixture.stop();
  }

  @Test
  @FaultRow(
      fault = Fault.NEWER_FORMAT,
      on = "a block",
      outcome =
          "The block is not taken for a damaged one. Its drive is of a wrong version, and nothing on"
              + " it is changed.")
  void aDriveWithNewerBlocksIsLeftAlone() throws Exception {
    for (Path block : fixture.blockFiles(2)) {
      makeNewer(block);
    }
    Map<String, Integer> before = DiskState.of(fixture.drivePath(2));
    assertRebuildRefused("has format version 2, and this server knows versions up to 1");
    fixture.start();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(fixture.get("/file")).isEqualTo(content);
              return fixture.slotState(2) == SlotState.WRONG_VERSION;
            });
    fixture.awaitSafe();
    assertThat(fixture.get("/file")).isEqualTo(content);
    fixture.stop();
    assertThat(DiskState.of(fixture.drivePath(2))).isEqualTo(before);
  }

  private void assertRebuildRefused(String why) {
    assertThatThrownBy(() -> CatalogRebuild.run(fixture.settings(), fixture.runtime()))
        .isInstanceOf(EngineStartException.class)
        .hasMessageContaining(why);
  }

  private Map<String, Integer> drives() throws IOException {
    Map<String, Integer> state = DiskState.of(root);
    state.keySet().removeIf(name -> !name.startsWith("drive-"));
    return state;
  }

  private void format(int drive, int format) throws IOException {
    Path identity = fixture.drivePath(drive).resolve("restriper-drive.properties");
    String text = Files.readString(identity).replaceFirst("format=[0-9]+", "format=" + format);
    String body = text.substring(0, text.indexOf("crc32c="));
    Files.writeString(identity, body + String.format("crc32c=%08x%n", crc(bytes(body))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Gives a block file the version after this one, under a good checksum. */
  private static void makeNewer(Path block) throws IOException {
    FileTime time = Files.getLastModifiedTime(block);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(block));
    bytes.putShort(8, (short) 2);
    int end = bytes.getInt(12) - Integer.BYTES;
    byte[] header = new byte[end];
    bytes.get(0, header);
    bytes.putInt(end, (int) crc(header));
    Files.write(block, bytes.array());
    Files.setLastModifiedTime(block, time);
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
