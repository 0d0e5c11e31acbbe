package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionedRebalanceTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final long RESERVE = 4L << 20;

  /** Room of a drive in blocks of full length. */
  private static final int ROOM = 46;

  /** A block with its header, as it takes room. */
  private static final long BLOCK_FILE = BLOCK + 4096;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<Path, FaultyDriveFiles> drives = new ConcurrentHashMap<>();
  private final List<Phase> phases = new CopyOnWriteArrayList<>();

  /** Holds the run where a phase begins, until drives that are added are in use. */
  private final AtomicReference<CountDownLatch> held = new AtomicReference<>();

  private int roomOfNinth = ROOM;
  private EngineFixture fixture;

  private void start() throws EngineStartException {
    fixture =
        new EngineFixture(root, "4+2", 8)
            .withDriveFiles(this::drive)
            .withFaults(this::record)
            .start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private DriveFiles drive(Path path) {
    return drives.computeIfAbsent(
        path,
        each ->
            new FaultyDriveFiles(new LocalDriveFiles(each))
                .capacity(RESERVE + (path.endsWith("drive-9") ? roomOfNinth : ROOM) * BLOCK_FILE));
  }

  private void record(Point point, Object subject) {
    if (point == Point.PHASE_BEGUN) {
      phases.add((Phase) subject);
      CountDownLatch latch = held.get();
      if (latch != null) {
        hold(latch);
      }
    }
  }

  private static void hold(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void roomIsMadeBeforeFilesAreReencodedAndTheDrivesAreLevelInTheEnd() throws Exception {
    start();
    // 40 blocks on each of the 8 drives.
    for (int file = 0; file < 18; file++) {
      put("/file-" + file, 12 * BLOCK);
    }
    phases.clear();
    held.set(new CountDownLatch(1));
    fixture.change("6+3", 10);
    fixture.awaitSlot(9, SlotState.HEALTHY);
    fixture.awaitSlot(10, SlotState.HEALTHY);
    awaitLooks(5);
    held.getAndSet(null).countDown();
    awaitEncoding("6+3");
    fixture.awaitSafe();
    assertThat(phases).startsWith(Phase.PLANNING, Phase.PARTITIONED_REBALANCE, Phase.TRANSCODE);
    assertContents();
    List<Integer> counts = counts(10);
    double mean = counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
    assertThat(counts)
        .allSatisfy(count -> assertThat((double) count).isBetween(mean - 8, mean + 8));
  }

  @Test
  void withTooLittleRoomItIsBlockedWithTheNumbersAndGoesOnWhenRoomComesFree() throws Exception {
    start();
    put("/large", 120 * BLOCK);
    for (int file = 0; file < 8; file++) {
      put("/small-" + file, 12 * BLOCK);
    }
    fixture.change("6+3", 9);
    assertThat(fixture.awaitBlocked())
        .contains("NOT_ENOUGH_ROOM", "6+3 needs room on 9 drives and ", " of 9 have it");
    assertContents();
    assertThat(fixture.engine().facts().protection().pending()).isPresent();
    assertThat(fixture.status().dataAtRisk()).isFalse();
    for (int file = 0; file < 8; file++) {
      contents.remove("/small-" + file);
      fixture.delete("/small-" + file);
    }
    awaitEncoding("6+3");
    fixture.awaitSafe();
    assertContents();
  }

  @Test
  void aRunThatIsShortOfRoomIsNotRepeatedWhileNoRoomComesFree() throws Exception {
    start();
    put("/large", 200 * BLOCK);
    roomOfNinth = 10 * ROOM;
    fixture.change("6+3", 9);
    fixture.awaitBlocked();
    awaitLooks(20);
    phases.clear();
    awaitLooks(50);
    assertThat(phases).isEmpty();
    assertContents();
  }

  @Test
  void aDriveThatCannotBeEmptiedForLackOfRoomIsEmptiedWhenRoomComesFree() throws Exception {
    start();
    for (int file = 0; file < 18; file++) {
      put("/file-" + file, 12 * BLOCK);
    }
    fixture.takeOut(3);
    assertThat(fixture.awaitBlocked())
        .contains("NOT_ENOUGH_ROOM", "Drive 1:3 cannot be emptied", "bytes free");
    assertContents();
    for (int file = 0; file < 5; file++) {
      contents.remove("/file-" + file);
      fixture.delete("/file-" + file);
    }
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == 7);
    fixture.awaitSafe();
    assertContents();
  }

  private void put(String path, int size) {
    byte[] content = EngineFixture.bytes(path.hashCode(), size);
    fixture.put(path, content);
    contents.put(path, content);
  }

  /** Waits until the room on a drive was asked for so many times more. */
  private void awaitLooks(int count) {
    FaultyDriveFiles drive = drives.get(fixture.drivePath(1));
    long before = drive.operations(FaultyDriveFiles.Operation.SPACE);
    await()
        .atMost(LIMIT)
        .until(() -> drive.operations(FaultyDriveFiles.Operation.SPACE) >= before + count);
  }

  private void awaitEncoding(String encoding) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertContents();
              ProtectionFacts protection = fixture.engine().facts().protection();
              assertThat(protection.encoding()).isEqualTo(Encoding.parse(encoding));
              assertThat(protection.pending()).isEmpty();
            });
  }

  private List<Integer> counts(int count) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int drive = 1; drive <= count; drive++) {
      counts.add(fixture.blockFiles(drive).size());
    }
    return counts;
  }

  private void assertContents() {
    contents.forEach((path, content) -> assertThat(fixture.get(path)).as(path).isEqualTo(content));
  }
}
