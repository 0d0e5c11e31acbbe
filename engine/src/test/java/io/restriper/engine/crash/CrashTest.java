package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final int SIZE = 2 * STRIPE + 100;
  private static final int CRASHES = 12;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final AtomicReference<Point> deadlyPoint = new AtomicReference<>();
  private CrashingDrives drives;
  private EngineFixture fixture;
  private int seed;

  /** Something that a client asks for and is told that it is done, or not. */
  private interface Call {
    void run() throws IOException;
  }

  private interface CallOf {
    Call at(int round) throws IOException;
  }

  @BeforeEach
  void start() throws EngineStartException {
    open();
    put("/kept/a", SIZE);
    put("/kept/b", 10);
  }

  @AfterEach
  void stop() {
    fixture.close();
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
        drives.count();
      } else {
        drives.crashAt(1 + (round - 1) * Math.max(1, steps / CRASHES));
      }
      fixture.removeDrive(lost);
      await()
          .atMost(LIMIT)
          .until(() -> drives.dead() || fixture.slotState(lost) == SlotState.MISSING);
      if (round == 0) {
        fixture.awaitSafe();
        steps = drives.steps();
      } else {
        awaitDeadOrSafe();
      }
      reopen();
      assertFiles("", Optional.empty());
      awaitTidy();
      Files.createDirectory(fixture.drivePath(lost));
      fixture.awaitSlot(lost, SlotState.HEALTHY);
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
    assertThat(files).containsKey("/file");
    delete("/file");
    awaitTidy();
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"REBUILT_BLOCK", "TASK_COMMIT"})
  void aRebuildThatEndsAtAPointIsGoneOnWith(Point point) throws Exception {
    for (int lost : new int[] {1, 2}) {
      deadlyPoint.set(point);
      fixture.removeDrive(lost);
      await().atMost(LIMIT).until(() -> drives.dead());
      reopen();
      assertFiles("", Optional.empty());
      awaitTidy();
    }
  }

  private void crashAllAlong(CallOf calls, java.util.function.IntFunction<String> path)
      throws Exception {
    Call dry = calls.at(0);
    drives.count();
    dry.run();
    awaitTidy();
    long steps = drives.steps();
    assertThat(steps).isGreaterThan(CRASHES);
    for (int round = 1; round <= CRASHES; round++) {
      Call call = calls.at(round);
      awaitTidy();
      drives.crashAt(1 + (round - 1) * (steps / CRASHES));
      crash(call, path.apply(round));
    }
  }

  private void crashAt(Point point, Call call, String path) throws Exception {
    deadlyPoint.set(point);
    crash(call, path);
  }

  /** Makes a call during which the process may die, and looks at what the next one finds. */
  private void crash(Call call, String path) throws Exception {
    Optional<byte[]> before = Optional.ofNullable(files.get(path));
    boolean acknowledged = false;
    try {
      call.run();
      acknowledged = true;
    } catch (VolumeException | Dead e) {
      assertThat(drives.dead()).as("fails for no other reason: %s", e).isTrue();
    }
    awaitDeadOrSafe();
    reopen();
    assertFiles(path, acknowledged ? Optional.ofNullable(files.get(path)) : before, acknowledged);
    awaitTidy();
    assertFiles("", Optional.empty());
  }

  private void awaitDeadOrSafe() {
    await().atMost(LIMIT).until(() -> drives.dead() || !fixture.status().dataAtRisk() && isTidy());
  }

  private void open() throws EngineStartException {
    CrashingDrives fresh = new CrashingDrives();
    FaultPoints points =
        (point, subject) -> {
          if (point == deadlyPoint.get()) {
            fresh.crash();
          }
          if (fresh.dead()) {
            throw new Dead();
          }
        };
    drives = fresh;
    fixture =
        new EngineFixture(root, "4+2", DRIVES)
            .withDriveFiles(fresh::drive)
            .withFaults(points)
            .start();
  }

  private void reopen() throws EngineStartException {
    drives.crash();
    fixture.close();
    deadlyPoint.set(null);
    open();
  }

  private static final class Dead extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The content that the call in flight would have, and whether it may be there. */
  private byte[] inFlight;

  private void put(String path, int size) {
    byte[] content = EngineFixture.bytes(++seed, size);
    inFlight = content;
    fixture.put(path, content);
    files.put(path, content);
  }

  private void delete(String path) {
    inFlight = null;
    fixture.delete(path);
    files.remove(path);
  }

  private void assertFiles(String unsure, Optional<byte[]> before) {
    assertFiles(unsure, before, true);
  }

  private void assertFiles(String unsure, Optional<byte[]> before, boolean acknowledged) {
    files.forEach(
        (path, content) -> {
          if (!path.equals(unsure)) {
            assertThat(Arrays.equals(fixture.get(path), content)).as(path).isTrue();
          }
        });
    if (!unsure.isEmpty()) {
      byte[] found = read(unsure);
      boolean asBefore = Arrays.equals(found, before.orElse(null));
      assertThat(asBefore || !acknowledged && Arrays.equals(found, inFlight))
          .as("%s is as before the call or as after it", unsure)
          .isTrue();
      if (found == null) {
        files.remove(unsure);
      } else {
        files.put(unsure, found);
      }
    }
  }

  /** The content of a file, or null if there is none. */
  private byte[] read(String path) {
    try {
      return fixture.get(path);
    } catch (VolumeException e) {
      assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND);
      return null;
    }
  }

  private void awaitTidy() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(fixture.status().dataAtRisk()).isFalse();
              assertThat(fixture.blockFileCount()).isEqualTo(blocksOfLivingFiles());
              assertThat(temporaryFiles()).isZero();
            });
  }

  private boolean isTidy() throws IOException {
    return fixture.blockFileCount() == blocksOfLivingFiles() && temporaryFiles() == 0;
  }

  private int blocksOfLivingFiles() {
    return files.values().stream().mapToInt(c -> 6 * ((c.length + STRIPE - 1) / STRIPE)).sum();
  }

  private long temporaryFiles() throws IOException {
    long count = 0;
    for (int drive = 1; drive <= DRIVES; drive++) {
      Path directory = fixture.drivePath(drive).resolve("tmp");
      if (Files.isDirectory(directory)) {
        try (Stream<Path> list = Files.list(directory)) {
          count +=
              list.map(Path::getFileName)
                  .map(Objects::toString)
                  .filter(name -> name.endsWith(".part"))
                  .count();
        }
      }
    }
    return count;
  }
}
