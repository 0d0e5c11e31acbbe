package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.SlotState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies while it makes a drive of an empty directory. */
class FormatCrashTest {
  /** Three directories, the 256 in one of them, two syncs, and five steps for the identity. */
  private static final long STEPS = 3 + 256 + 2 + 5;

  /** In the directories, and at the steps of the identity. */
  private static final List<Long> CRASHES = List.of(150L, STEPS - 4, STEPS - 2, STEPS - 1, STEPS);

  @TempDir Path root;
  private CrashingVolume volume;

  @AfterEach
  void stop() {
    volume.close();
  }

  /** With six drives the blocks of the lost one wait for the new one; with eight they do not. */
  @ParameterizedTest
  @ValueSource(ints = {6, 8})
  void anEmptyDirectoryInASlotBecomesADriveInTheEnd(int drives) throws Exception {
    start(drives);
    for (int round = 0; round < CRASHES.size(); round++) {
      int slot = round % drives + 1;
      volume.fixture().removeDrive(slot);
      volume.fixture().awaitSlot(slot, SlotState.MISSING);
      if (drives > 6) {
        volume.awaitTidy();
      }
      volume.drives().crashAt(CRASHES.get(round));
      Files.createDirectory(volume.fixture().drivePath(slot));
      await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
      volume.reopen();
      assertWhole(slot);
    }
  }

  @Test
  void anEmptyDirectoryThatIsThereAtTheStartBecomesADriveInTheEnd() throws Exception {
    start(8);
    for (int round = 0; round < CRASHES.size(); round++) {
      int slot = round % 8 + 1;
      volume.die();
      volume.fixture().removeDrive(slot);
      Files.createDirectory(volume.fixture().drivePath(slot));
      volume.drives().crashAt(CLEARING + CRASHES.get(round));
      volume.openMortally();
      await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
      volume.reopen();
      assertWhole(slot);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, STEPS, 4 * STEPS - 1})
  void aFirstStartThatBreaksOffIsGoneOnWith(long step) throws Exception {
    volume = new CrashingVolume(root, 8);
    volume.drives().crashAt(CLEARING + step);
    volume.openMortally();
    await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
    volume.reopen();
    volume.put("/file", CrashingVolume.SIZE);
    for (int slot = 1; slot <= 8; slot++) {
      assertWhole(slot);
    }
  }

  /** Steps on the directory of the catalog before the drives are looked at. */
  private static final long CLEARING = 9;

  private void start(int drives) throws Exception {
    volume = new CrashingVolume(root, drives);
    volume.open();
    volume.put("/kept/a", CrashingVolume.SIZE);
    volume.put("/kept/b", 10);
  }

  private void assertWhole(int slot) throws Exception {
    volume.fixture().awaitSlot(slot, SlotState.HEALTHY);
    volume.awaitTidy();
    volume.assertFiles();
    assertThat(volume.fixture().drivePath(slot).resolve("blocks").toFile().list()).hasSize(256);
  }
}
