package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.DriveFiles.Space;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairFaultTest {
  private static final int DRIVES = 8;
  private static final int CHUNK = 64 * 1024;
  private static final int BLOCK = 2 * CHUNK;
  private static final int STRIPE = 4 * BLOCK;
  private static final int SIZE = 6 * STRIPE;
  private static final int BLOCKS = 6 * 6;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final byte[] content = EngineFixture.bytes(1, SIZE);
  private final AtomicReference<Gate> gate = new AtomicReference<>();
  private final AtomicReference<Gate> blockGate = new AtomicReference<>();
  private EngineFixture fixture;

  /** Holds the first task that comes to its commit. */
  private static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void pass() {
      reached.countDown();
      await(opened);
    }

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
    fixture =
        new EngineFixture(root, "4+2", DRIVES).withBlockSize(BLOCK).withFaults(this::hold).start();
    fixture.put("/file", content);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  @FaultRow(
      fault = Fault.BIT_FLIP,
      on = "the data of a block",
      outcome = "The read is right; the block is rebuilt.")
  @FaultRow(
      fault = Fault.BIT_FLIP,
      on = "the header of a block",
      outcome = "The read is right; the block is rebuilt.")
  void mendsTwoDamagedBlocksInEveryStripe() throws IOException {
    Map<String, Integer> before = BlockFiles.contents(fixture, DRIVES);
    Random random = new Random(3);
    for (List<Path> stripe : BlockFiles.byStripe(fixture, DRIVES).values()) {
      List<Path> shuffled = new ArrayList<>(stripe);
      Collections.shuffle(shuffled, random);
      BlockFiles.flip(shuffled.get(0), BlockFiles.HEADER + random.nextInt(BLOCK));
      BlockFiles.flip(shuffled.get(1), random.nextInt(100));
    }
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitContents(before);
  }

  @Test
  void readsAStripeDamagedInMoreBlocksThanItCanLoseIfTheDamageLiesApart() throws IOException {
    Map<String, Integer> before = BlockFiles.contents(fixture, DRIVES);
    for (List<Path> stripe : BlockFiles.byStripe(fixture, DRIVES).values()) {
      BlockFiles.flip(stripe.get(0), BlockFiles.HEADER);
      BlockFiles.flip(stripe.get(1), BlockFiles.HEADER + 7);
      BlockFiles.flip(stripe.get(2), BlockFiles.HEADER + CHUNK);
      BlockFiles.flip(stripe.get(3), BlockFiles.HEADER + BLOCK - 1);
    }
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitContents(before);
    assertThat(fixture.get("/file")).isEqualTo(content);
  }

  @Test
  @FaultRow(
      fault = Fault.SWAPPED,
      on = "two blocks",
      outcome = "Neither is taken for the other; the read is right, and both are rebuilt.")
  void mendsBlocksWhoseFilesWereSwapped() throws IOException {
    Map<String, Integer> before = BlockFiles.contents(fixture, DRIVES);
    List<List<Path>> stripes = List.copyOf(BlockFiles.byStripe(fixture, DRIVES).values());
    BlockFiles.swap(stripes.get(0).get(0), stripes.get(0).get(1));
    BlockFiles.swap(stripes.get(1).get(2), stripes.get(2).get(2));
    BlockFiles.swap(stripes.get(3).get(5), stripes.get(4).get(0));
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitContents(before);
  }

  @Test
  @FaultRow(
      fault = Fault.CUT_OFF,
      on = "a block",
      outcome = "The read is right; the block is rebuilt.")
  void mendsBlocksThatAreTooShortOrTooLong() throws IOException {
    Map<String, Integer> before = BlockFiles.contents(fixture, DRIVES);
    List<List<Path>> stripes = List.copyOf(BlockFiles.byStripe(fixture, DRIVES).values());
    setLength(stripes.get(0).get(0), 0);
    setLength(stripes.get(1).get(1), 50);
    setLength(stripes.get(2).get(2), BlockFiles.HEADER + BLOCK - 1);
    setLength(stripes.get(3).get(3), BlockFiles.HEADER + BLOCK + 1);
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitContents(before);
  }

  @Test
  void mendsSoundBlocksThatHaveAnotherLengthThanTheCatalogSays() throws IOException {
    Map<String, Integer> before = BlockFiles.contents(fixture, DRIVES);
    List<List<Path>> stripes = List.copyOf(BlockFiles.byStripe(fixture, DRIVES).values());
    UUID cluster = fixture.engine().facts().cluster().id();
    BlockFiles.setPayload(stripes.get(0).get(0), cluster, CHUNK);
    BlockFiles.setPayload(stripes.get(1).get(1), cluster, BLOCK - 4096);
    BlockFiles.setPayload(stripes.get(2).get(2), cluster, BLOCK + 4096);
    BlockFiles.setPayload(stripes.get(3).get(3), cluster, 2 * BLOCK);
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitContents(before);
    assertThat(fixture.get("/file")).isEqualTo(content);
  }

  @Test
  void aRunThatHasNoRoomSaysSoAndGoesOnWhenThereIs() throws IOException {
    for (int drive : new int[] {1, 3, 4, 5, 6, 7, 8}) {
      fixture.faulty(drive).space(new Space("disk-" + drive, 1L << 30, 1000, true));
    }
    await()
        .atMost(LIMIT)
        .until(
            () ->
                fixture.engine().facts().slots().stream()
                    .allMatch(slot -> slot.slot() == 2 || slot.free() <= 1000));
    fixture.removeDrive(2);
    fixture.awaitSlot(2, SlotState.MISSING);
    assertThat(fixture.awaitBlocked()).contains("NOT_ENOUGH_ROOM");
    assertThat(fixture.status().dataAtRisk()).isTrue();
    assertThat(fixture.get("/file")).isEqualTo(content);
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.faulty(drive).heal();
    }
    fixture.awaitSafe();
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitBlocks(BLOCKS);
  }

  @Test
  void aDriveThatComesBackBringsNothingBack() throws IOException {
    fixture.put("/deleted", content);
    fixture.put("/replaced", content);
    fixture.put("/written-later", EngineFixture.bytes(3, 10));
    Path away = root.resolve("away");
    Files.move(fixture.drivePath(3), away);
    fixture.awaitSlot(3, SlotState.MISSING);
    fixture.awaitSafe();
    byte[] replaced = EngineFixture.bytes(2, STRIPE);
    fixture.put("/replaced", replaced);
    fixture.delete("/deleted");
    Files.move(away, fixture.drivePath(3));
    fixture.awaitSlot(3, SlotState.HEALTHY);
    awaitBlocks(BLOCKS + 6 + 6);
    assertNotFound("/deleted");
    assertThat(fixture.get("/replaced")).isEqualTo(replaced);
    assertThat(fixture.get("/file")).isEqualTo(content);
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void aDriveThatComesBackWithoutARebuildBringsNothingBack() throws IOException {
    fixture.close();
    Path narrow = root.resolve("narrow");
    start(narrow);
    fixture.put("/deleted", content);
    fixture.put("/replaced", content);
    Path away = root.resolve("away");
    Files.move(fixture.drivePath(3), away);
    fixture.awaitSlot(3, SlotState.MISSING);
    fixture.awaitBlocked();
    byte[] replaced = EngineFixture.bytes(2, STRIPE);
    fixture.put("/replaced", replaced);
    fixture.delete("/deleted");
    Files.move(away, fixture.drivePath(3));
    awaitBlocks(6);
    fixture.awaitSafe();
    assertNotFound("/deleted");
    assertThat(fixture.get("/replaced")).isEqualTo(replaced);
  }

  @Test
  void aFileDeletedWhileItIsRebuiltStaysDeleted() throws IOException {
    hold();
    fixture.delete("/file");
    gate.getAndSet(null).opened.countDown();
    fixture.awaitSafe();
    awaitBlocks(0);
    assertNotFound("/file");
  }

  @Test
  void aFileReplacedWhileItIsRebuiltStaysReplaced() throws IOException {
    hold();
    byte[] replaced = EngineFixture.bytes(2, STRIPE + 1);
    fixture.put("/file", replaced);
    gate.getAndSet(null).opened.countDown();
    fixture.awaitSafe();
    awaitBlocks(2 * 6);
    assertThat(fixture.get("/file")).isEqualTo(replaced);
  }

  /** With six drives the only place for a damaged block is where it was. */
  @Test
  void aFileRemovedWhileABlockIsMendedInItsPlaceLeavesNothing() throws IOException {
    fixture.close();
    start(root.resolve("narrow"));
    fixture.put("/file", content);
    Gate held = new Gate();
    blockGate.set(held);
    Path damaged = fixture.blockFiles(1).get(0);
    BlockFiles.flip(damaged, 0);
    Gate.await(held.reached);
    fixture.delete("/file");
    awaitBlocks(0);
    blockGate.getAndSet(null).opened.countDown();
    fixture.awaitSafe();
    awaitBlocks(0);
  }

  private void hold(Point point, Object subject) {
    Gate held =
        switch (point) {
          case TASK_COMMIT -> gate.get();
          case REBUILT_BLOCK -> blockGate.get();
          default -> null;
        };
    if (held != null) {
      held.pass();
    }
  }

  /** Loses a drive and waits until a task has rebuilt a block and is about to commit it. */
  private void hold() throws IOException {
    Gate held = new Gate();
    gate.set(held);
    fixture.removeDrive(1);
    Gate.await(held.reached);
  }

  private void start(Path directory) throws IOException {
    try {
      fixture =
          new EngineFixture(directory, "4+2", 6)
              .withBlockSize(BLOCK)
              .withFaults(this::hold)
              .start();
    } catch (EngineStartException e) {
      throw new IOException(e);
    }
  }

  private static void setLength(Path file, long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  private void assertNotFound(String path) {
    assertThatThrownBy(() -> fixture.get(path))
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
  }

  private void awaitContents(Map<String, Integer> contents) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              assertThat(BlockFiles.contents(fixture, DRIVES)).isEqualTo(contents);
              assertThat(fixture.status().dataAtRisk()).isFalse();
            });
  }

  private void awaitBlocks(int count) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(count));
  }
}
