package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process dies while it takes a drive in again that was away. */
class ReturnCrashTest {
  private static final int CRASHES = 6;

  @TempDir Path root;
  private CrashingVolume volume;

  @AfterEach
  void stop() {
    volume.close();
  }

  /**
   * Round 0 only counts.
   *
   * @param drives with eight the data is healed elsewhere meanwhile, with six there is no room
   * @param running whether the drive comes back while the process runs, or before it starts
   */
  @ParameterizedTest
  @CsvSource({"8, true", "8, false", "6, true", "6, false"})
  void whatIsNeededIsTakenInAndTheRestIsGone(int drives, boolean running) throws Exception {
    volume = new CrashingVolume(root, drives);
    volume.open();
    volume.put("/kept/a", 2 * CrashingVolume.SIZE);
    volume.put("/kept/b", 10);
    long steps = 0;
    for (int round = 0; round <= CRASHES; round++) {
      int slot = round % drives + 1;
      goAwayAndWorkOn(slot, drives > 6, round);
      if (!running) {
        volume.die();
      }
      if (round == 0) {
        volume.drives().count();
      } else {
        volume.drives().crashAt(1 + (round - 1) * Math.max(1, steps / CRASHES));
      }
      comeBack(slot);
      if (!running) {
        volume.openMortally();
      }
      await()
          .atMost(CrashingVolume.LIMIT)
          .until(
              () ->
                  volume.drives().dead() || volume.fixture().slotState(slot) == SlotState.HEALTHY);
      volume.awaitDeadOrSafe();
      if (round == 0) {
        steps = volume.drives().steps();
        assertThat(steps).isPositive();
      }
      volume.reopen();
      volume.fixture().awaitSlot(slot, SlotState.HEALTHY);
      volume.awaitTidy();
      volume.assertFiles();
    }
  }

  private void goAwayAndWorkOn(int slot, boolean healed, int round) throws IOException {
    volume.put("/deleted", CrashingVolume.SIZE);
    volume.put("/replaced", CrashingVolume.SIZE);
    Files.move(volume.fixture().drivePath(slot), root.resolve("away"));
    volume.fixture().awaitSlot(slot, SlotState.MISSING);
    if (healed) {
      volume.fixture().awaitSafe();
    }
    volume.delete("/deleted");
    volume.put("/replaced", CrashingVolume.SIZE);
    volume.put("/new", 100 + round);
  }

  private void comeBack(int slot) throws IOException {
    Files.move(root.resolve("away"), volume.fixture().drivePath(slot));
  }
}
