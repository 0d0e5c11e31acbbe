package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReprotectTest {
  private static final int SIZE = 20 * 4 * EngineFixture.BLOCK + 777;

  @TempDir Path root;
  private EngineFixture fixture;
  private final byte[] content = EngineFixture.bytes(1, SIZE);

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 8).start();
    fixture.put("/dir/file", content);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aVolumeWithNothingToDoStaysAsItIs() {
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void healsTheLossOfOneDriveAfterAnother() throws IOException {
    for (int drive : new int[] {3, 8}) {
      lose(drive);
      fixture.awaitSafe();
      assertThat(fixture.get("/dir/file")).isEqualTo(content);
    }
    lose(1);
    String reason = fixture.awaitBlocked();
    assertThat(reason)
        .contains("NOT_ENOUGH_DRIVES")
        .contains("needs 6 healthy drives and there are 5")
        .contains(fixture.drivePath(1).toString());
    assertThat(fixture.status().dataAtRisk()).isTrue();
    assertThat(fixture.engine().facts().protection().remainingDriveFailures()).isEqualTo(1);
    assertThat(fixture.get("/dir/file")).isEqualTo(content);

    Files.createDirectory(fixture.drivePath(1));
    fixture.awaitSafe();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> fixture.engine().facts().protection().remainingDriveFailures() == 2);
  }

  @Test
  void readsWithTwoDrivesGoneAtOnce() throws IOException {
    fixture.faulty(2).gone();
    fixture.faulty(5).gone();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
    fixture.awaitSafe();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
  }

  @Test
  void aDriveThatComesBackIsTakenInAgain() throws IOException {
    Path away = root.resolve("away");
    for (int drive : new int[] {2, 3, 4}) {
      Files.move(fixture.drivePath(drive), root.resolve("away-" + drive));
    }
    assertThat(fixture.awaitBlocked()).contains("DATA_UNAVAILABLE");
    assertThat(away).doesNotExist();
    for (int drive : new int[] {2, 3, 4}) {
      Files.move(root.resolve("away-" + drive), fixture.drivePath(drive));
    }
    fixture.awaitSafe();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
    fixture.delete("/dir/file");
    await().atMost(60, TimeUnit.SECONDS).until(() -> fixture.blockFileCount() == 0);
  }

  /** There is no drive to rebuild on either, but more drives alone would not help. */
  @Test
  void withNoDriveLeftToRebuildOnDataThatCannotBeReadComesFirst() throws Exception {
    fixture.close();
    fixture = new EngineFixture(root.resolve("narrow"), "4+2", 6).start();
    fixture.put("/file", content);
    for (int drive : new int[] {1, 2, 3}) {
      Files.move(fixture.drivePath(drive), root.resolve("away-" + drive));
    }
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> fixture.status().blockedReason().contains("DATA_UNAVAILABLE"));
    assertThat(fixture.awaitBlocked()).doesNotContain("NOT_ENOUGH_DRIVES");
  }

  @Test
  void mendsABlockInWhichAByteChanged() throws IOException {
    Path block = fixture.blockFiles(4).get(0);
    byte[] before = Files.readAllBytes(block);
    try (RandomAccessFile file = new RandomAccessFile(block.toFile(), "rw")) {
      file.seek(before.length - 1);
      file.write(before[before.length - 1] ^ 1);
    }
    awaitRun();
    fixture.awaitSafe();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
  }

  @Test
  void mendsABlockThatSomebodyDeleted() throws IOException {
    int before = fixture.blockFileCount();
    Files.delete(fixture.blockFiles(4).get(0));
    awaitRun();
    fixture.awaitSafe();
    assertThat(fixture.blockFileCount()).isEqualTo(before);
  }

  @Test
  void aReadOnlyDriveIsDeadAndItsBlocksAreRebuilt() {
    fixture.faulty(6).readOnly();
    fixture.awaitSlot(6, SlotState.DEAD);
    fixture.awaitSafe();
    fixture.faulty(6).heal();
    fixture.awaitSlot(6, SlotState.HEALTHY);
  }

  @Test
  void theRunIsRememberedOverARestart() throws IOException, EngineStartException {
    lose(1);
    fixture.awaitSafe();
    fixture.restart();
    assertThat(fixture.status().state()).isEqualTo(RunState.FINISHED);
    assertThat(fixture.status().dataAtRisk()).isFalse();
    assertThat(fixture.get("/dir/file")).isEqualTo(content);
  }

  private void lose(int drive) throws IOException {
    fixture.removeDrive(drive);
    fixture.awaitSlot(drive, SlotState.MISSING);
  }

  private void awaitRun() {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> fixture.status().state() != RunState.NOT_STARTED);
  }
}
