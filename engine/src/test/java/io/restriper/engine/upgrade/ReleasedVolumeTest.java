package io.restriper.engine.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A volume of each release, made by that release's server ({@code scripts/make-released-volume}),
 * is gone on with by this one.
 */
class ReleasedVolumeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DRIVES = 5;

  private static final Map<String, Integer> FILES =
      Map.of(
          "/empty", 0,
          "/one", 1,
          "/small", 1000,
          "/dir/chunk", 65_536,
          "/dir/deep/two-stripes", 2_500_000,
          "/replaced", 80_000);

  /** Every file has one stripe of three blocks, but for one that has two. */
  private static final int BLOCKS = (6 + 1) * 3;

  @TempDir Path root;
  private EngineFixture fixture;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = "1.0.0")
  void isGoneOnWith(String release) throws Exception {
    fixture = new EngineFixture(root, "2+1", DRIVES).withBlockSize(1 << 20);
    unpack(release);
    fixture.start();
    assertFiles();
    List<RunReport> runs = fixture.engine().runs().before(Long.MAX_VALUE, 100);
    assertThat(runs).isNotEmpty();
    assertThat(runs.get(runs.size() - 1).finished()).isTrue();
    for (int drive = 1; drive <= DRIVES; drive++) {
      assertThat(fixture.slotState(drive)).isEqualTo(SlotState.HEALTHY);
    }
    awaitWhole();

    fixture.put("/new", content("/new", 3000));
    fixture.removeDrive(1);
    fixture.awaitSlot(1, SlotState.MISSING);
    fixture.awaitSafe();
    assertFiles();
    fixture.delete("/replaced");
    fixture.restart();
    assertThat(fixture.get("/new")).isEqualTo(content("/new", 3000));
    assertThatThrownBy(() -> fixture.get("/replaced")).isInstanceOf(VolumeException.class);
    awaitWhole();
  }

  private void assertFiles() {
    FILES.forEach(
        (path, size) -> assertThat(fixture.get(path)).as(path).isEqualTo(content(path, size)));
    assertThatThrownBy(() -> fixture.get("/deleted")).isInstanceOf(VolumeException.class);
  }

  private void awaitWhole() {
    await()
        .atMost(LIMIT)
        .until(() -> !fixture.status().dataAtRisk() && fixture.blockFileCount() == BLOCKS);
  }

  private static byte[] content(String path, int size) {
    byte[] line =
        ("This is the file " + path + " of a released volume.\n").getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = line[i % line.length];
    }
    return content;
  }

  private void unpack(String release) throws IOException {
    String name = "/released/volume-" + release + ".zip";
    try (InputStream file = ReleasedVolumeTest.class.getResourceAsStream(name);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = root.resolve(entry.getName()).normalize();
        assertThat(path).startsWithRaw(root);
        Files.createDirectories(path.getParent());
        Files.write(path, zip.readAllBytes());
      }
    }
  }
}
