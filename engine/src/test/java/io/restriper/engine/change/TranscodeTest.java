package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscodeTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, FileAttributes> attributes = new TreeMap<>();
  private final AtomicReference<Gate> gate = new AtomicReference<>();
  private EngineFixture fixture;

  /** Holds the tasks of TRANSCODE before their commit. */
  private static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 10).withFaults(this::hold).start();
    int[] sizes = {
      0, 1, 100, 4 * BLOCK, 4 * BLOCK + 1, 12 * BLOCK - 1, 12 * BLOCK, 40 * BLOCK + 777
    };
    for (int size : sizes) {
      put("/dir/file-" + size, size);
    }
  }

  @AfterEach
  void stop() {
    open();
    fixture.close();
  }

  private void hold(Point point, Object subject) {
    Gate held = gate.get();
    if (point == Point.TASK_COMMIT && held != null && ((Task) subject).phase() == Phase.TRANSCODE) {
      held.reached.countDown();
      Gate.await(held.opened);
    }
  }

  private void open() {
    Gate held = gate.getAndSet(null);
    if (held != null) {
      held.opened.countDown();
    }
  }

  @Test
  void everyFileEndsInTheNewEncodingWithTheSameBytesTagAndTimes() throws Exception {
    fixture.changeEncoding("6+3");
    awaitEncoding("6+3");
    assertContents();
    attributes.forEach(
        (path, before) -> {
          FileAttributes after = attributes(path);
          assertThat(after.tag()).isEqualTo(before.tag());
          assertThat(after.modified()).isEqualTo(before.modified());
          assertThat(after.id()).isEqualTo(before.id());
        });
    awaitBlocks(6, 3);
  }

  @Test
  void toFewerBlocksAndBackAgain() throws Exception {
    fixture.changeEncoding("1+1");
    awaitEncoding("1+1");
    assertContents();
    awaitBlocks(1, 1);
    fixture.changeEncoding("4+2");
    awaitEncoding("4+2");
    assertContents();
    awaitBlocks(4, 2);
  }

  @Test
  void whileItGoesOnTheLeastOfBothIsPromisedAndNewFilesAreInTheNewEncoding() throws Exception {
    Gate held = holdTasks();
    fixture.changeEncoding("5+4");
    Gate.await(held.reached);
    assertThat(fixture.status().phase()).contains(Phase.TRANSCODE);
    ProtectionFacts protection = fixture.engine().facts().protection();
    assertThat(protection.encoding()).isEqualTo(Encoding.parse("4+2"));
    assertThat(protection.maxDriveFailures()).isEqualTo(2);
    assertThat(protection.pending().orElseThrow().encoding()).isEqualTo(Encoding.parse("5+4"));
    assertThat(protection.pending().orElseThrow().maxDriveFailures()).isEqualTo(4);
    put("/new", BLOCK);
    FileAttributes written = attributes("/new");
    assertThat(written.blockBytes() * 5).isEqualTo(written.dataBytes() * 9);
    assertContents();
    open();
    awaitEncoding("5+4");
    assertThat(fixture.engine().facts().protection().maxDriveFailures()).isEqualTo(4);
    assertContents();
  }

  @Test
  void filesChangedMeanwhileStayAsTheirUsersLeftThem() throws Exception {
    Gate held = holdTasks();
    fixture.changeEncoding("6+3");
    Gate.await(held.reached);
    for (String path : contents.keySet().toArray(String[]::new)) {
      if (contents.get(path).length % 2 == 0) {
        fixture.delete(path);
        contents.remove(path);
      } else {
        put(path, 3 * BLOCK);
      }
    }
    open();
    awaitEncoding("6+3");
    assertContents();
    awaitBlocks(6, 3);
  }

  @Test
  void theTargetCanBeChangedInTheMiddleAlsoBackToTheOldOne() throws Exception {
    Gate held = holdTasks();
    fixture.changeEncoding("6+3");
    Gate.await(held.reached);
    fixture.changeEncoding("3+3");
    open();
    awaitEncoding("3+3");
    assertContents();
    awaitBlocks(3, 3);
    held = holdTasks();
    fixture.changeEncoding("2+1");
    Gate.await(held.reached);
    fixture.changeEncoding("3+3");
    open();
    awaitEncoding("3+3");
    assertContents();
    awaitBlocks(3, 3);
  }

  @Test
  void itWaitsWhileADriveIsMissingAndGoesOnWhenItIsBack() throws Exception {
    Files.move(fixture.drivePath(4), root.resolve("away"));
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.awaitSafe();
    fixture.changeEncoding("6+3");
    assertThat(fixture.awaitBlocked()).contains("DRIVES_MISSING", "6+3");
    assertContents();
    assertThat(fixture.engine().facts().protection().pending()).isPresent();
    Files.move(root.resolve("away"), fixture.drivePath(4));
    awaitEncoding("6+3");
    assertContents();
    awaitBlocks(6, 3);
  }

  @Test
  void aDriveLostInTheMiddleIsHealedFirst() throws Exception {
    Gate held = holdTasks();
    fixture.changeEncoding("4+3");
    Gate.await(held.reached);
    fixture.removeDrive(2);
    fixture.awaitSlot(2, SlotState.MISSING);
    open();
    await().atMost(LIMIT).until(() -> !fixture.status().dataAtRisk());
    Files.createDirectory(fixture.drivePath(2));
    awaitEncoding("4+3");
    assertContents();
    awaitBlocks(4, 3);
  }

  @Test
  void aRestartInTheMiddleGoesOnWithWhatIsDone() throws Exception {
    Gate held = holdTasks();
    fixture.changeEncoding("6+3");
    Gate.await(held.reached);
    open();
    fixture.restart();
    awaitEncoding("6+3");
    assertContents();
    awaitBlocks(6, 3);
  }

  @Test
  void tooFewDrivesForTheNewEncodingIsBlocked() throws Exception {
    fixture.changeEncoding("9+3");
    assertThat(fixture.awaitBlocked()).contains("NOT_ENOUGH_DRIVES", "9+3", "needs 12");
    assertContents();
    fixture.changeEncoding("4+2");
    awaitEncoding("4+2");
    assertContents();
  }

  private Gate holdTasks() {
    Gate held = new Gate();
    gate.set(held);
    return held;
  }

  private void put(String path, int size) {
    byte[] content = EngineFixture.bytes(size, size);
    attributes.put(path, fixture.put(path, content));
    contents.put(path, content);
  }

  private FileAttributes attributes(String path) {
    return fixture.engine().files().attributes(VolumePath.parse(path));
  }

  private void awaitEncoding(String encoding) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              ProtectionFacts protection = fixture.engine().facts().protection();
              assertThat(protection.encoding()).isEqualTo(Encoding.parse(encoding));
              assertThat(protection.pending()).isEmpty();
            });
    fixture.awaitSafe();
  }

  private void awaitBlocks(int data, int parity) {
    int stripe = data * BLOCK;
    int stripes =
        contents.values().stream()
            .mapToInt(content -> Math.max(1, (content.length + stripe - 1) / stripe))
            .sum();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(fixture.blockFileCount()).isEqualTo(stripes * (data + parity)));
  }

  private void assertContents() {
    contents.forEach((path, content) -> assertThat(fixture.get(path)).as(path).isEqualTo(content));
  }
}
