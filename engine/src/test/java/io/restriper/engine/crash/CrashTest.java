package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies in the middle of its work, over and over again on the same volume; each time the
 * next process finds all that was acknowledged, and clears away the rest.
 */
class CrashTest {
  private static final int DRIVES = 8;
  private static final int SIZE = CrashingVolume.SIZE;
  private static final int CRASHES = 12;

  @TempDir Path root;
  private CrashingVolume volume;

  /** The content that the call in flight would have; null for none. */
  private byte[] inFlight;

  /** Something that a client asks for and is told that it is done, or not. */
  private interface Call {
    void run() throws IOException;
  }

  private interface CallOf {
    Call at(int round) throws IOException;
  }

  @BeforeEach
  void start() throws EngineStartException {
    volume = new CrashingVolume(root, DRIVES);
    volume.open();
    put("/kept/a", SIZE);
    put("/kept/b", 10);
  }

  @AfterEach
  void stop() {
    volume.close();
  }

  @Test
  void aNewFileIsThereWholeOrNotAtAll() throws Exception {
    crashAllAlong(round -> () -> put("/new-" + round, SIZE), round -> "/new-" + round);
  }

  @Test
  void aReplacedFileIsTheOldOneOrTheNewOne() throws Exception {
    put("/file", SIZE);
    crashAllAlong(round -> () -> put("/file", SIZE), round -> "/file");
  }

  @Test
  void aDeletedFileIsThereWholeOrNotAtAll() throws Exception {
    crashAllAlong(
        round -> {
          put("/dir/file", SIZE);
          return () -> delete("/dir/file");
        },
        round -> "/dir/file");
  }

  @Test
  void aRebuildThatBreaksOffIsGoneOnWith() throws Exception {
    put("/file", SIZE);
    long steps = 0;
    for (int round = 0; round <= CRASHES; round++) {
      int lost = round % DRIVES + 1;
      if (round == 0) {
        volume.drives().count();
      } else {
        volume.drives().crashAt(1 + (round - 1) * Math.max(1, steps / CRASHES));
      }
      volume.fixture().removeDrive(lost);
      await()
          .atMost(CrashingVolume.LIMIT)
          .until(
              () ->
                  volume.drives().dead() || volume.fixture().slotState(lost) == SlotState.MISSING);
      if (round == 0) {
        volume.fixture().awaitSafe();
        steps = volume.drives().steps();
      } else {
        volume.awaitDeadOrSafe();
      }
      volume.reopen();
      volume.assertFiles();
      volume.awaitTidy();
      Files.createDirectory(volume.fixture().drivePath(lost));
      volume.fixture().awaitSlot(lost, SlotState.HEALTHY);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"STRIPE_WRITE", "FILE_COMMIT", "FILE_COMMITTED"})
  void aPutThatEndsAtAPointLeavesOldOrNew(Point point) throws Exception {
    put("/file", SIZE);
    crashAt(point, () -> put("/file", SIZE + 1), "/file");
    crashAt(point, () -> put("/new", SIZE), "/new");
  }

  @Test
  void aDeleteThatEndsBeforeItsCommitLeavesTheFile() throws Exception {
    put("/file", SIZE);
    crashAt(Point.DELETE_COMMIT, () -> delete("/file"), "/file");
    assertThat(volume.files()).containsKey("/file");
    delete("/file");
    volume.awaitTidy();
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"REBUILT_BLOCK", "TASK_COMMIT"})
  void aRebuildThatEndsAtAPointIsGoneOnWith(Point point) throws Exception {
    // So much that every drive has some of it.
    put("/large", 10 * SIZE);
    for (int lost : new int[] {1, 2}) {
      volume.dieAt(point);
      volume.fixture().removeDrive(lost);
      await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
      volume.reopen();
      volume.assertFiles();
      volume.awaitTidy();
    }
  }

  private void crashAllAlong(CallOf calls, java.util.function.IntFunction<String> path)
      throws Exception {
    Call dry = calls.at(0);
    volume.drives().count();
    dry.run();
    volume.awaitTidy();
    long steps = volume.drives().steps();
    assertThat(steps).isGreaterThan(CRASHES);
    for (int round = 1; round <= CRASHES; round++) {
      Call call = calls.at(round);
      volume.awaitTidy();
      volume.drives().crashAt(1 + (round - 1) * (steps / CRASHES));
      crash(call, path.apply(round));
    }
  }

  private void crashAt(Point point, Call call, String path) throws Exception {
    volume.dieAt(point);
    crash(call, path);
  }

  /** Makes a call during which the process may die, and looks at what the next one finds. */
  private void crash(Call call, String path) throws Exception {
    byte[] before = volume.files().get(path);
    boolean acknowledged = false;
    try {
      call.run();
      acknowledged = !volume.drives().dead();
    } catch (VolumeException | CrashingVolume.Dead e) {
      assertThat(volume.drives().dead()).as("fails for no other reason: %s", e).isTrue();
    }
    volume.awaitDeadOrSafe();
    volume.reopen();
    volume.assertFilesBut(path);
    settle(path, acknowledged ? volume.files().get(path) : before, acknowledged);
    volume.awaitTidy();
    volume.assertFiles();
  }

  private void put(String path, int size) {
    inFlight = volume.content(size);
    volume.fixture().put(path, inFlight);
    volume.files().put(path, inFlight);
  }

  private void delete(String path) {
    inFlight = null;
    volume.delete(path);
  }

  /** The path is as before the call, or, if that was not acknowledged, maybe as after it. */
  private void settle(String path, byte[] before, boolean acknowledged) {
    byte[] found = volume.read(path);
    boolean asBefore = Arrays.equals(found, before);
    assertThat(asBefore || !acknowledged && Arrays.equals(found, inFlight))
        .as("%s is as before the call or as after it", path)
        .isTrue();
    if (found == null) {
      volume.files().remove(path);
    } else {
      volume.files().put(path, found);
    }
  }
}
