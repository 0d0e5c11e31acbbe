package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.EngineFixture;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildCatalogTest {
  private static final byte[] LARGE = EngineFixture.bytes(1, 9 * EngineFixture.BLOCK);
  private static final byte[] SMALL = EngineFixture.bytes(2, 100);

  @TempDir Path root;
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 8).start();
    fixture.put("/a/large", LARGE);
    fixture.put("/a/b/small", SMALL);
    fixture.put("/empty", new byte[0]);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everyFileIsBackWithItsAttributes() throws Exception {
    FileAttributes large = attributes("/a/large");
    FileAttributes empty = attributes("/empty");
    RebuildReport report = loseCatalogAndRebuild();
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.notes()).isEmpty();
    assertThat(attributes("/a/large")).isEqualTo(large);
    assertThat(attributes("/empty")).isEqualTo(empty);
    assertContentIsBack();
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void doingItTwiceDoesNoHarm() throws Exception {
    loseCatalogAndRebuild();
    fixture.put("/new", SMALL);
    fixture.stop();
    CatalogRebuild.run(fixture.settings(), fixture.runtime());
    fixture.start();
    assertContentIsBack();
    assertThat(fixture.get("/new")).isEqualTo(SMALL);
  }

  @Test
  void theNewestVersionCountsAndDeletedFilesStayDeleted() throws Exception {
    fixture.put("/a/b/small", LARGE);
    fixture.put("/a/b/small", SMALL);
    fixture.put("/gone", LARGE);
    fixture.delete("/gone");
    loseCatalogAndRebuild();
    assertContentIsBack();
    assertGone("/gone");
  }

  @Test
  void aFileThatWasDeletedWhileDrivesWereAwayStaysDeleted() throws Exception {
    try (EngineFixture mirror = new EngineFixture(root.resolve("mirror"), "1+2", 4).start()) {
      mirror.put("/gone", SMALL);
      for (int drive = 1; drive <= 2; drive++) {
        Files.move(mirror.drivePath(drive), mirror.drivePath(drive).resolveSibling("away" + drive));
        mirror.awaitSlot(drive, io.restriper.engine.facts.SlotState.MISSING);
      }
      mirror.delete("/gone");
      mirror.stop();
      for (int drive = 1; drive <= 2; drive++) {
        Files.move(mirror.drivePath(drive).resolveSibling("away" + drive), mirror.drivePath(drive));
      }
      EngineFixture.removeTree(mirror.catalog().getParent());
      CatalogRebuild.run(mirror.settings(), mirror.runtime());
      mirror.start();
      assertThatThrownBy(() -> mirror.get("/gone")).isInstanceOf(VolumeException.class);
    }
  }

  @Test
  void missingDrivesWithinTheEncodingDoNotMatter() throws Exception {
    fixture.stop();
    fixture.removeDrive(2);
    fixture.removeDrive(7);
    EngineFixture.removeTree(fixture.catalog().getParent());
    CatalogRebuild.run(fixture.settings(), fixture.runtime());
    fixture.start();
    assertContentIsBack();
    fixture.awaitSafe();
  }

  @Test
  void whatIsNotWholeIsToldAndKeptForALaterRebuild() throws Exception {
    fixture.stop();
    for (int drive = 1; drive <= 4; drive++) {
      Files.move(fixture.drivePath(drive), root.resolve("away-" + drive));
    }
    EngineFixture.removeTree(fixture.catalog().getParent());
    RebuildReport report = CatalogRebuild.run(fixture.settings(), fixture.runtime());
    assertThat(report.notes()).anyMatch(note -> note.contains("/a/large is not whole"));
    assertThat(report.skippedBlocks()).isPositive();
    fixture.start().stop();
    for (int drive = 1; drive <= 4; drive++) {
      EngineFixture.removeTreeIfThere(fixture.drivePath(drive));
      Files.move(root.resolve("away-" + drive), fixture.drivePath(drive));
    }
    CatalogRebuild.run(fixture.settings(), fixture.runtime());
    fixture.start();
    assertContentIsBack();
  }

  @Test
  void aServerWithoutCatalogDoesNotTouchUsedDrives() throws Exception {
    fixture.stop();
    EngineFixture.removeTree(fixture.catalog().getParent());
    assertThatThrownBy(fixture::start)
        .isInstanceOf(EngineStartException.class)
        .hasMessageContaining("rebuild-catalog");
    CatalogRebuild.run(fixture.settings(), fixture.runtime());
    fixture.start();
    assertContentIsBack();
  }

  private RebuildReport loseCatalogAndRebuild() throws IOException, EngineStartException {
    fixture.stop();
    EngineFixture.removeTree(fixture.catalog().getParent());
    RebuildReport report = CatalogRebuild.run(fixture.settings(), fixture.runtime());
    fixture.start();
    return report;
  }

  private void assertContentIsBack() {
    assertThat(fixture.get("/a/large")).isEqualTo(LARGE);
    assertThat(fixture.get("/a/b/small")).isEqualTo(SMALL);
    assertThat(fixture.get("/empty")).isEmpty();
  }

  private void assertGone(String path) {
    assertThatThrownBy(() -> fixture.get(path))
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
  }

  private FileAttributes attributes(String path) {
    return fixture.engine().files().attributes(VolumePath.parse(path));
  }
}
