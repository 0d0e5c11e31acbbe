package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.FaultPoints.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients work on their files while drives go and come back and bytes change. At no time more is
 * lost than the encoding bears: one drive, and one block beside it.
 */
class TortureTest {
  private static final long SEED = 20_261_124;
  private static final int DRIVES = 7;
  private static final int CLIENTS = 3;
  private static final int LOSSES = 6;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
  private EngineFixture fixture;

  @Test
  void everyAcknowledgedByteReadsBackWhateverHappensToTheDrives() throws Exception {
    fixture = new EngineFixture(root, "4+2", DRIVES).withFaults(this::hold);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      fixture.start();
      byte[] still = EngineFixture.bytes(1, 30 * 4 * EngineFixture.BLOCK);
      fixture.put("/still", still);
      List<TortureClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new TortureClient(fixture, i, CLIENTS, new Random(SEED + i)));
      }
      List<Future<?>> work = new ArrayList<>();
      clients.forEach(client -> work.add(threads.submit(() -> client.work(over))));
      work.add(threads.submit(() -> new StatusWatch(fixture).watch(over)));
      Random random = new Random(SEED);
      for (int loss = 0; loss < LOSSES; loss++) {
        loseAndGiveBack(random, loss % 2 == 0);
        assertThat(fixture.get("/still")).isEqualTo(still);
        assertNoneHasFailed(work);
      }
      over.set(true);
      for (Future<?> each : work) {
        each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      fixture.awaitSafe();
      assertThat(fixture.get("/still")).isEqualTo(still);
      clients.forEach(TortureClient::readAll);
      int stripes = 30 + clients.stream().mapToInt(TortureClient::stripes).sum();
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(6 * stripes));
    } finally {
      over.set(true);
      gate.get().countDown();
      threads.shutdown();
      threads.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
      fixture.close();
    }
  }

  private void hold(Point point, Object subject) {
    if (point == Point.TASK_COMMIT) {
      try {
        gate.get().await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void loseAndGiveBack(Random random, boolean empty) throws IOException {
    flipAByte(random);
    int drive = 1 + random.nextInt(DRIVES);
    Path away = root.resolve("away");
    gate.set(new CountDownLatch(1));
    Files.move(fixture.drivePath(drive), away);
    fixture.awaitSlot(drive, SlotState.MISSING);
    assertThat(fixture.status().dataAtRisk()).isTrue();
    gate.get().countDown();
    fixture.awaitSafe();
    if (empty) {
      Files.createDirectory(fixture.drivePath(drive));
      EngineFixture.removeTree(away);
    } else {
      Files.move(away, fixture.drivePath(drive));
    }
    fixture.awaitSlot(drive, SlotState.HEALTHY);
  }

  /** Damages a block and waits until it is mended, or gone with its file. */
  private void flipAByte(Random random) throws IOException {
    int drive = 1 + random.nextInt(DRIVES);
    List<Path> files = fixture.blockFiles(drive);
    Path file = files.get(random.nextInt(files.size()));
    try {
      byte[] before = Files.readAllBytes(file);
      BlockFiles.flip(file, random.nextInt(before.length));
      await().atMost(LIMIT).until(() -> isAsBeforeOrGone(file, before));
    } catch (NoSuchFileException e) {
      assertThat(file).doesNotExist();
    }
  }

  private static boolean isAsBeforeOrGone(Path file, byte[] before) throws IOException {
    try {
      return Arrays.equals(Files.readAllBytes(file), before);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static void assertNoneHasFailed(List<Future<?>> work) throws Exception {
    for (Future<?> each : work) {
      if (each.isDone()) {
        each.get();
      }
      assertThat(each.isDone()).isFalse();
    }
  }
}
