package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog is lost while a file lies on the drives beside its half re-encoded self. */
class RebuildDuringChangeTest {
  private static final int DRIVES = 10;
  private static final int STRIPES = 20;

  @TempDir Path root;
  private CrashingVolume volume;

  @BeforeEach
  void start() throws EngineStartException {
    volume = new CrashingVolume(root, DRIVES);
    volume.open();
    volume.put("/large", STRIPES * 6 * EngineFixture.BLOCK);
  }

  @AfterEach
  void stop() {
    volume.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, STRIPES / 2, STRIPES})
  void nothingIsLostAndTheChangeGoesOn(long stripesMade) throws Exception {
    dieAfter(stripesMade);
    RebuildReport report = rebuild();
    assertThat(report.files()).isEqualTo(volume.files().size());
    assertThat(report.skippedBlocks()).as("%s", report.notes()).isZero();
    volume.open();
    volume.assertFiles();
    volume.awaitChanged();
    volume.assertFiles();
  }

  @Test
  void aFileDeletedThenStaysDeletedAlsoOnADriveThatWasAway() throws Exception {
    dieAfter(STRIPES / 2);
    Files.move(volume.fixture().drivePath(1), root.resolve("away"));
    volume.open();
    volume.fixture().awaitSlot(1, SlotState.MISSING);
    volume.delete("/large");
    volume.put("/other", 100);
    volume.die();
    Files.move(root.resolve("away"), volume.fixture().drivePath(1));
    assertThat(rebuild().files()).isEqualTo(1);
    volume.open();
    assertThat(volume.read("/large")).isNull();
    volume.awaitChanged();
    volume.assertFiles();
  }

  private void dieAfter(long stripesMade) throws Exception {
    volume.dieAtCommit(Phase.TRANSCODE, stripesMade);
    volume.changeEncoding("6+3");
    await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
    volume.die();
  }

  private RebuildReport rebuild() throws IOException, EngineStartException {
    EngineFixture.removeTreeIfThere(volume.fixture().catalog().getParent());
    return CatalogRebuild.run(volume.fixture().settings(), volume.fixture().runtime());
  }
}
