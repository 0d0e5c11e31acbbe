package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildCatalogTest {
  private static final int DRIVES = 8;
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, FileAttributes> attributes = new TreeMap<>();
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", DRIVES).start();
    put("/a/b/big", 4 * STRIPE + 77);
    put("/a/small", 100);
    put("/a/empty", 0);
    put("/exact", STRIPE);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void bringsBackFilesWithTheirSizesIdsAndTimes() throws Exception {
    RebuildReport report = rebuild();
    assertThat(report.files()).isEqualTo(contents.size());
    assertThat(report.skippedBlocks()).isZero();
    assertThat(report.notes()).isEmpty();
    fixture.start();
    assertAll();
    fixture.awaitSlot(1, SlotState.HEALTHY);
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void isTheSameTwiceInARow() throws Exception {
    RebuildReport first = rebuild();
    assertThat(rebuild()).isEqualTo(first);
    assertThat(CatalogRebuild.run(fixture.settings(), fixture.runtime())).isEqualTo(first);
    fixture.start();
    assertAll();
  }

  @Test
  void writesGoOnAfterwards() throws Exception {
    rebuild();
    fixture.start();
    put("/exact", 50);
    put("/new", STRIPE);
    fixture.delete("/a/small");
    contents.remove("/a/small");
    rebuild();
    fixture.start();
    assertAll();
    assertNotFound("/a/small");
  }

  @Test
  void deletedStaysDeletedAndReplacedShowsTheNewest() throws Exception {
    put("/deleted", STRIPE);
    fixture.delete("/deleted");
    contents.remove("/deleted");
    for (int size : new int[] {3 * STRIPE, 1, 2 * STRIPE}) {
      put("/replaced", size);
    }
    rebuild();
    fixture.start();
    assertAll();
    assertNotFound("/deleted");
  }

  @Test
  void whatWasDeletedWhileADriveWasAwayStaysDeleted() throws Exception {
    put("/deleted", 3 * STRIPE);
    put("/replaced", 3 * STRIPE);
    for (int drive : new int[] {1, 2}) {
      Files.move(fixture.drivePath(drive), away(drive));
      fixture.awaitSlot(drive, SlotState.MISSING);
    }
    fixture.awaitSafe();
    fixture.delete("/deleted");
    contents.remove("/deleted");
    put("/replaced", 2 * STRIPE);
    fixture.close();
    for (int drive : new int[] {1, 2}) {
      Files.move(away(drive), fixture.drivePath(drive));
    }
    rebuild();
    fixture.start();
    assertAll();
    assertNotFound("/deleted");
    awaitOnlyBlocksOfLivingFiles();
  }

  /** The blocks of the drives that are away are rebuilt, so the catalog knows no more of them. */
  @Test
  void whatWasDeletedAfterARebuildStaysDeletedIfAllDrivesThatWereAwayComeBack() throws Exception {
    fixture.close();
    fixture = new EngineFixture(root.resolve("wide"), "4+2", 10).start();
    contents.clear();
    put("/deleted", 20 * STRIPE);
    put("/living", STRIPE);
    for (int drive = 1; drive <= 4; drive++) {
      Files.move(fixture.drivePath(drive), away(drive));
      fixture.awaitSlot(drive, SlotState.MISSING);
      fixture.awaitSafe();
    }
    fixture.delete("/deleted");
    contents.remove("/deleted");
    awaitOnlyBlocksOfLivingFiles();
    fixture.close();
    for (int drive = 1; drive <= 4; drive++) {
      Files.move(away(drive), fixture.drivePath(drive));
    }
    rebuild();
    fixture.start();
    assertAll();
    assertNotFound("/deleted");
    awaitOnlyBlocksOfLivingFiles();
    awaitNoTombstones();
  }

  /** With 4+2, four drives that come back have k blocks of everything that they ever had. */
  @Test
  void whatWasDeletedStaysDeletedEvenIfTheDrivesThatWereAwayHaveEnoughBlocksOfIt()
      throws Exception {
    put("/deleted", 3 * STRIPE);
    fixture.close();
    for (int drive = 1; drive <= 5; drive++) {
      Files.move(fixture.drivePath(drive), away(drive));
    }
    fixture.start();
    fixture.delete("/deleted");
    contents.remove("/deleted");
    fixture.close();
    for (int drive = 1; drive <= 5; drive++) {
      Files.move(away(drive), fixture.drivePath(drive));
    }
    rebuild();
    fixture.start();
    assertAll();
    assertNotFound("/deleted");
    awaitOnlyBlocksOfLivingFiles();
  }

  @Test
  void needsOnlyAsManyDrivesAsReadingDoes() throws Exception {
    fixture.close();
    fixture.removeDrive(3);
    fixture.removeDrive(7);
    RebuildReport report = rebuild();
    assertThat(report.files()).isEqualTo(contents.size());
    assertThat(report.notes()).hasSize(2).anyMatch(note -> note.contains("drive-3"));
    fixture.start();
    assertThat(fixture.status().dataAtRisk()).isTrue();
    assertAll();
    fixture.awaitSafe();
    assertAll();
    awaitOnlyBlocksOfLivingFiles();
  }

  @Test
  void withTooFewDrivesTheBlocksAreKeptForARebuildWithMore() throws Exception {
    put("/large", 20 * STRIPE);
    int blocks = fixture.blockFileCount();
    fixture.close();
    int kept = blocks;
    for (int drive = 1; drive <= 4; drive++) {
      kept -= fixture.blockFiles(drive).size();
      Files.move(fixture.drivePath(drive), away(drive));
    }
    RebuildReport report = rebuild();
    assertThat(report.skippedBlocks()).isPositive();
    assertThat(report.notes()).anyMatch(note -> note.contains("/large is not whole"));
    fixture.start();
    assertNotFound("/large");
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.awaitSlot(drive, SlotState.HEALTHY);
    }
    fixture.restart();
    assertThat(fixture.blockFileCount()).isGreaterThanOrEqualTo(kept);
    fixture.close();
    for (int drive = 1; drive <= 4; drive++) {
      EngineFixture.removeTree(fixture.drivePath(drive));
      Files.move(away(drive), fixture.drivePath(drive));
    }
    rebuild();
    fixture.start();
    assertAll();
    fixture.awaitSlot(1, SlotState.HEALTHY);
    awaitOnlyBlocksOfLivingFiles();
  }

  /** Numbers follow the clock; one at the end of their range would leave none for new files. */
  @Test
  void writesGoOnAlsoIfADriveHasANumberThatCannotBe() throws Exception {
    for (String name :
        new String[] {
          "0000000000000001-7fffffffffffffff-o", "7fffffffffffffff-fffffffffffffffe-u"
        }) {
      Files.createFile(fixture.drivePath(2).resolve("tombstones").resolve(name));
    }
    RebuildReport report = rebuild();
    assertThat(report.notes()).hasSize(2).allMatch(note -> note.contains("drive-2"));
    fixture.start();
    put("/new", STRIPE);
    put("/new", 3);
    fixture.restart();
    assertAll();
  }

  private RebuildReport rebuild() throws EngineStartException, IOException {
    fixture.close();
    EngineFixture.removeTree(fixture.catalog().getParent());
    return CatalogRebuild.run(fixture.settings(), fixture.runtime());
  }

  private Path away(int drive) {
    return root.resolve("away-" + drive);
  }

  private void put(String path, int size) {
    byte[] content = EngineFixture.bytes(contents.size() + size, size);
    attributes.put(path, fixture.put(path, content));
    contents.put(path, content);
  }

  private void assertAll() {
    contents.forEach(
        (path, content) -> {
          assertThat(fixture.get(path)).as(path).isEqualTo(content);
          assertThat(fixture.engine().files().attributes(VolumePath.parse(path)))
              .isEqualTo(attributes.get(path));
        });
  }

  private void awaitOnlyBlocksOfLivingFiles() {
    int stripes =
        contents.values().stream()
            .mapToInt(content -> Math.max(1, (content.length + STRIPE - 1) / STRIPE))
            .sum();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(6 * stripes));
  }

  private void awaitNoTombstones() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(fixture.drivePath(5).resolve("tombstones")).isEmptyDirectory());
  }

  private void assertNotFound(String path) {
    assertThatThrownBy(() -> fixture.get(path))
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
  }
}
