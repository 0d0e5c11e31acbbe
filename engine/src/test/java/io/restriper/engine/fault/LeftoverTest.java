package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is deleted while drives come and go, nothing of it stays on any of them. */
class LeftoverTest {
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final int STRIPES = 12;
  private static final int DRIVES = 7;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final AtomicInteger tasks = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private EngineFixture fixture;

  @AfterEach
  void stop() {
    goOn.countDown();
    fixture.close();
  }

  @Test
  void nothingStaysOfAFileThatWasDeletedWhenHalfOfItWasRebuilt() throws Exception {
    int rebuilt = 3;
    fixture =
        new EngineFixture(root, "4+2", DRIVES)
            .withFaults(
                (point, subject) -> {
                  if (point == Point.TASK_COMMIT && tasks.incrementAndGet() > rebuilt) {
                    await().atMost(LIMIT).until(() -> goOn.getCount() == 0);
                  }
                })
            .start();
    fixture.put("/deleted", EngineFixture.bytes(1, STRIPES * STRIPE));
    Path away = root.resolve("away");
    Files.move(fixture.drivePath(1), away);
    fixture.awaitSlot(1, SlotState.MISSING);
    await().atMost(LIMIT).until(() -> tasks.get() > rebuilt);
    fixture.delete("/deleted");
    // But for what the tasks that are held have written, all of it is gone, or away.
    await().atMost(LIMIT).until(() -> fixture.blockFileCount() <= tasks.get() - rebuilt);
    Files.move(away, fixture.drivePath(1));
    fixture.awaitSlot(1, SlotState.HEALTHY);
    goOn.countDown();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(fixture.blockFileCount()).as("block files").isZero());
  }

  /** The file is still being read, so that it is garbage while the drive is let go. */
  @Test
  void noTombstoneStaysOnADriveThatIsLetGo() throws Exception {
    int leaving = 7;
    fixture =
        new EngineFixture(root, "4+2", DRIVES + 1)
            .withTimeThatRuns(10)
            .withFaults(
                (point, subject) -> {
                  if (point == Point.TASK_COMMIT) {
                    await().atMost(LIMIT).until(() -> goOn.getCount() == 0);
                  }
                })
            .start();
    fixture.put("/kept", EngineFixture.bytes(1, STRIPES * STRIPE));
    String deleted = fileThatIsNotOn(leaving);
    try (OpenFile reader = fixture.engine().files().open(VolumePath.parse(deleted))) {
      fixture.takeOut(leaving);
      fixture.delete(deleted);
      assertThat(tombstones(leaving)).isNotEmpty();
      goOn.countDown();
      await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == DRIVES);
      await().atMost(LIMIT).until(() -> tombstones(leaving).length == 0);
      assertThat(tombstones(1)).isNotEmpty();
      assertThat(reader.attributes().path()).isEqualTo(VolumePath.parse(deleted));
    }
    await().atMost(LIMIT).until(() -> tombstones(1).length == 0);
  }

  private String fileThatIsNotOn(int drive) throws IOException {
    for (int file = 0; ; file++) {
      int before = fixture.blockFiles(drive).size();
      fixture.put("/small-" + file, EngineFixture.bytes(file, 1));
      if (fixture.blockFiles(drive).size() == before) {
        return "/small-" + file;
      }
    }
  }

  private String[] tombstones(int drive) {
    return fixture.drivePath(drive).resolve("tombstones").toFile().list();
  }
}
