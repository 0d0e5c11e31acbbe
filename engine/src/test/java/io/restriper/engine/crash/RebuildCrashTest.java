package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that rebuilds the catalog dies. */
class RebuildCrashTest {
  private static final int DRIVES = 8;
  private static final int READS = 3;

  /** At the end the working files are cleared away, which is no step of the swap. */
  private static final int CLEARING = 8;

  /** From the rename that decides on. */
  private static final int SWAP = 7;

  @TempDir Path root;
  private CrashingVolume volume;
  private RebuildReport whole;

  @BeforeEach
  void start() throws Exception {
    volume = new CrashingVolume(root, DRIVES);
    volume.open();
    volume.put("/kept/a", CrashingVolume.SIZE);
    volume.put("/kept/b", 10);
    volume.put("/deleted", CrashingVolume.SIZE);
    volume.delete("/deleted");
    volume.put("/replaced", CrashingVolume.SIZE);
    volume.put("/replaced", 100);
    volume.awaitTidy();
    volume.die();
  }

  @AfterEach
  void stop() {
    volume.close();
  }

  @Test
  void theOldCatalogOrTheNewOneIsThereAndARebuildAgainGivesAll() throws Exception {
    for (long step : steps()) {
      dieDuringRebuild(step);
      volume.open();
      volume.assertFiles();
      volume.awaitTidy();
      assertNothingHalfDone();
      volume.die();
      assertThat(rebuild()).as("step %d", step).isEqualTo(whole);
      volume.open();
      volume.assertFiles();
      volume.awaitTidy();
      volume.die();
    }
  }

  @Test
  void anotherRebuildRightAfterTheCrashGivesAll() throws Exception {
    for (long step : steps()) {
      dieDuringRebuild(step);
      assertThat(rebuild()).as("step %d", step).isEqualTo(whole);
      assertNothingHalfDone();
      assertKeptIsWhole();
      volume.die();
    }
    volume.open();
    volume.assertFiles();
    volume.awaitTidy();
  }

  @Test
  void withoutAnOldCatalogTheVolumeDoesNotStartBeforeTheNewOneIsThere() throws Exception {
    boolean there = false;
    EngineFixture.removeTree(volume.fixture().catalog().getParent());
    for (long step : steps()) {
      EngineFixture.removeTree(volume.fixture().catalog().getParent());
      dieDuringRebuild(step);
      if (starts()) {
        there = true;
        volume.assertFiles();
        volume.awaitTidy();
      } else {
        assertThat(there).as("step %d comes before the new catalog counts", step).isFalse();
      }
      volume.die();
      assertThat(rebuild()).as("step %d", step).isEqualTo(whole);
      volume.die();
    }
    assertThat(there).isTrue();
    volume.open();
    volume.assertFiles();
    volume.awaitTidy();
  }

  /** A few steps in the reading of the drives, and all of the swap but its preparation. */
  private Set<Long> steps() throws Exception {
    volume.drives().count();
    whole = rebuild();
    long last = volume.drives().steps() - CLEARING;
    assertThat(whole.files()).isEqualTo(volume.files().size());
    assertThat(whole.skippedBlocks()).isZero();
    Set<Long> steps = new TreeSet<>();
    for (int read = 0; read < READS; read++) {
      steps.add(CLEARING + 1 + read * ((last - SWAP - CLEARING) / READS));
    }
    for (long step = last - SWAP; step <= last + 1; step++) {
      steps.add(step);
    }
    volume.open();
    volume.die();
    return steps;
  }

  private RebuildReport rebuild() throws EngineStartException {
    return CatalogRebuild.run(volume.fixture().settings(), volume.fixture().runtime());
  }

  private void dieDuringRebuild(long step) throws IOException {
    volume.drives().crashAt(step);
    assertThatThrownBy(this::rebuild).as("step %d", step).isInstanceOf(EngineStartException.class);
    volume.die();
  }

  private boolean starts() {
    try {
      volume.open();
      return true;
    } catch (EngineStartException e) {
      assertThat(e).hasMessageContaining("rebuild-catalog");
      return false;
    }
  }

  private void assertNothingHalfDone() throws IOException {
    try (Stream<Path> names = Files.list(volume.fixture().catalog().getParent())) {
      List<String> stray =
          names
              .map(path -> path.getFileName().toString())
              .filter(name -> !name.equals("lock"))
              .filter(name -> !name.startsWith("catalog.db"))
              .filter(name -> !name.startsWith("before-rebuild-catalog.db"))
              .toList();
      assertThat(stray).isEmpty();
    }
  }

  /** What is in its log too: the process that wrote it was killed. */
  private void assertKeptIsWhole() throws IOException {
    Path kept = volume.fixture().catalog().resolveSibling("before-rebuild-catalog.db");
    SqliteCatalog catalog = SqliteCatalog.open(kept, Clock.systemUTC());
    try {
      for (String path : volume.files().keySet()) {
        assertThat(catalog.find(VolumePath.parse(path))).as(path).isPresent();
      }
    } finally {
      catalog.close();
    }
  }
}
