package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The process dies while it re-encodes files, levels drives, or empties one. */
class ChangeCrashTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final int CRASHES = 4;
  private static final int LEVELLING_PARTS = 3;

  /** Tasks that may be under way when the process dies, and are done again. */
  private static final int WORKERS = 4;

  @TempDir Path root;
  private CrashingVolume volume;
  private final Map<String, String> tags = new TreeMap<>();

  /** Something that calls for a run. */
  private interface Change {
    void make() throws IOException, EngineStartException;
  }

  @AfterEach
  void stop() {
    volume.close();
  }

  @Test
  void aChangeOfEncodingThatBreaksOffAnywhereIsGoneOnWith() throws Exception {
    start(10);
    put("/deep/large", 20 * BLOCK + 5);
    String[] encodings = {"6+3", "4+2"};
    long steps = stepsOf(() -> volume.changeEncoding(encodings[0]));
    for (int round = 1; round <= CRASHES; round++) {
      String to = encodings[round % 2];
      crashAt(1 + (round - 1) * (steps / CRASHES), () -> volume.changeEncoding(to));
    }
  }

  @Test
  void levellingAndEmptyingThatBreakOffAnywhereAreGoneOnWith() throws Exception {
    start(8);
    for (int file = 0; file < 8; file++) {
      put("/many/" + file, 32 * BLOCK);
    }
    long adding = stepsOf(() -> volume.addDrives(10));
    assertLevel(10);
    long emptying = stepsOf(() -> volume.takeOut(10));
    for (long part = 1; part < LEVELLING_PARTS; part++) {
      volume.fixture().removeDrive(10);
      java.nio.file.Files.createDirectory(volume.fixture().drivePath(10));
      crashAt(part * (adding / LEVELLING_PARTS), () -> volume.putBack(10));
      assertLevel(10);
      crashAt(part * (emptying / LEVELLING_PARTS), () -> volume.takeOut(10));
      assertThat(volume.fixture().blockFiles(10)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"REBUILT_BLOCK", "TASK_COMMIT"})
  void emptyingThatEndsAtAPointIsGoneOnWith(Point point) throws Exception {
    start(8);
    // So much that every drive has some of it.
    put("/large", 40 * BLOCK);
    assertThat(volume.fixture().blockFiles(2)).isNotEmpty();
    volume.dieAt(point);
    volume.takeOut(2);
    dieAndGoOn();
    assertThat(volume.fixture().blockFiles(2)).isEmpty();
  }

  @Test
  void levellingThatEndsBeforeACommitIsGoneOnWith() throws Exception {
    start(8);
    put("/large", 40 * 4 * BLOCK);
    volume.dieAtCommit(Phase.REBALANCE, 9);
    volume.addDrives(10);
    dieAndGoOn();
    assertLevel(10);
  }

  @ParameterizedTest
  @CsvSource({"1, 41", "20, 60", "39, 79"})
  void finishedStripesOfAFileAreNotMadeAgain(long first, long second) throws Exception {
    start(10);
    volume.delete("/kept/a");
    volume.delete("/kept/b");
    tags.clear();
    int stripes = 40;
    put("/large", stripes * 6 * BLOCK);
    volume.dieAtCommit(Phase.TRANSCODE, first);
    volume.changeEncoding("6+3");
    await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
    volume.die();
    volume.dieAtCommit(Phase.TRANSCODE, second - first);
    volume.openMortally();
    volume.awaitDeadOrChanged();
    volume.reopen();
    assertChanged();
    assertThat(volume.stripesMade()).isBetween((long) stripes, stripes + 2L * WORKERS);
  }

  private void start(int drives) throws EngineStartException {
    volume = new CrashingVolume(root, drives);
    volume.open();
    put("/kept/a", 6 * BLOCK);
    put("/kept/b", 10);
    put("/kept/empty", 0);
  }

  private void put(String path, int size) {
    volume.put(path, size);
    tags.put(path, tag(path));
  }

  private String tag(String path) {
    return volume.fixture().engine().files().attributes(VolumePath.parse(path)).tag();
  }

  /** Makes a change without a crash. */
  private long stepsOf(Change change) throws Exception {
    volume.drives().count();
    change.make();
    volume.awaitChanged();
    long steps = volume.drives().steps();
    assertThat(steps).isGreaterThan(CRASHES);
    return steps;
  }

  private void crashAt(long step, Change change) throws Exception {
    volume.drives().crashAt(step);
    try {
      change.make();
    } catch (EngineStartException | IOException | CrashingVolume.Dead e) {
      assertThat(volume.drives().dead()).as("fails for no other reason: %s", e).isTrue();
    }
    volume.awaitDeadOrChanged();
    volume.reopen();
    assertChanged();
  }

  private void dieAndGoOn() throws Exception {
    await().atMost(CrashingVolume.LIMIT).until(() -> volume.drives().dead());
    volume.reopen();
    assertChanged();
  }

  /** At once all is readable; after a while all is done. */
  private void assertChanged() {
    volume.assertFiles();
    volume.awaitChanged();
    volume.assertFiles();
    tags.forEach((path, tag) -> assertThat(tag(path)).as(path).isEqualTo(tag));
  }

  /** Apart from the blocks that the fill may differ by, and those of other sizes. */
  private void assertLevel(int drives) {
    int slack = 8;
    await()
        .atMost(CrashingVolume.LIMIT)
        .untilAsserted(
            () -> {
              List<Integer> counts = new ArrayList<>();
              for (int drive = 1; drive <= drives; drive++) {
                counts.add(volume.fixture().blockFiles(drive).size());
              }
              double mean = volume.fixture().blockFileCount() / (double) drives;
              assertThat(counts)
                  .allSatisfy(
                      count -> assertThat(Math.abs(count - mean)).isLessThanOrEqualTo(slack + 3));
            });
  }
}
