package io.restriper.engine.hang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drive that never answers holds up nobody for ever, and what it does too late does no harm. */
class HangingDriveTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DRIVES = 7;

  /** So many that every drive has data of the file, and not only parity. */
  private static final int STRIPES = 16;

  private static final int SIZE = STRIPES * 4 * EngineFixture.BLOCK;
  private static final int BLOCKS = STRIPES * 6;
  private static final int HANGS = 2;

  @TempDir Path root;
  private final PassingTime time = new PassingTime();
  private final ExecutorService users = Executors.newCachedThreadPool();
  private final byte[] before = EngineFixture.bytes(1, SIZE);
  private final byte[] after = EngineFixture.bytes(2, SIZE);
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", DRIVES).withTime(Clock.systemUTC(), time).start();
    fixture.put("/file", before);
  }

  @AfterEach
  void stop() {
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.faulty(drive).heal();
    }
    fixture.close();
    users.shutdown();
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "a drive at the start",
      outcome = "The server starts without it after 30 seconds; the drive is missing.")
  void theServerStartsWithoutIt() throws Exception {
    fixture.faulty(HANGS).hangAll(Operation.SPACE);
    fixture.stop();
    CompletableFuture<EngineFixture> started =
        inBackground(
            () -> {
              try {
                return fixture.start();
              } catch (EngineStartException e) {
                throw new IllegalStateException(e);
              }
            });
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              time.jump(PassingTime.STEP);
              return started.isDone();
            });
    started.join();
    assertThat(fixture.slotState(HANGS)).isEqualTo(SlotState.MISSING);
    assertThat(fixture.get("/file")).isEqualTo(before);
    time.until(fixture, DRIVES, () -> isSafe());
    comesBack(before, BLOCKS);
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "list",
      outcome = "A drive that was away stays missing until it answers.")
  void aDriveThatIsBackAndHangsWhileStockIsTakenStaysMissing() throws IOException {
    fixture.faulty(HANGS).gone();
    fixture.awaitSlot(HANGS, SlotState.MISSING);
    time.until(fixture, DRIVES, () -> isSafe());
    fixture.faulty(HANGS).heal();
    fixture.faulty(HANGS).hangAll(Operation.LIST);
    time.until(
        fixture,
        DRIVES,
        () -> detail().contains("does not answer") && slotState() == SlotState.MISSING);
    assertThat(fixture.status().dataAtRisk()).isFalse();
    assertThat(fixture.get("/file")).isEqualTo(before);
    comesBack(before, BLOCKS);
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "any, for 5 seconds",
      outcome =
          "The drive is slow, which the log and the page say, and is not read from if others have enough.")
  void aSlowDriveIsSaidToBeSoAndIsNotReadFrom() {
    fixture.faulty(HANGS).hangAll(Operation.READ);
    CompletableFuture<byte[]> held = inBackground(() -> fixture.get("/file"));
    time.until(fixture, DRIVES, () -> detail().contains("is slow"));
    assertThat(slotState()).isEqualTo(SlotState.HEALTHY);
    assertThat(fixture.get("/file")).isEqualTo(before);
    assertThat(slotState()).isEqualTo(SlotState.HEALTHY);
    assertThat(held).isNotDone();
    fixture.faulty(HANGS).heal();
    assertThat(held.join()).isEqualTo(before);
    await().atMost(LIMIT).until(() -> detail().isEmpty());
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "more drives than can fail",
      outcome = "Requests fail after 30 seconds and say which drives are needed; nothing is lost.")
  void whenTooManyHangRequestsFailAndSayWhy() {
    for (int drive = 1; drive <= 4; drive++) {
      fixture.faulty(drive).hangAll(Operation.OPEN);
      fixture.faulty(drive).hangAll(Operation.CREATE);
    }
    CompletableFuture<byte[]> read = inBackground(() -> fixture.get("/file"));
    CompletableFuture<byte[]> written =
        inBackground(
            () -> {
              fixture.put("/other", after);
              return after;
            });
    time.until(fixture, DRIVES, () -> read.isDone() && written.isDone());
    assertProblem(read, Problem.DATA_UNAVAILABLE);
    assertProblem(written, Problem.TOO_FEW_DRIVES);
    for (int drive = 1; drive <= 4; drive++) {
      fixture.faulty(drive).heal();
    }
    time.until(fixture, DRIVES, () -> !fixture.status().dataAtRisk());
    assertThat(fixture.get("/file")).isEqualTo(before);
  }

  @Test
  @FaultRow(
      fault = Fault.CLOCK_JUMP,
      on = "the clock that drives are timed by",
      outcome = "A process that stood still takes no drive for one that hangs.")
  void aProcessThatStoodStillLosesNoDrive() {
    fixture.faulty(HANGS).hangAll(Operation.READ);
    CompletableFuture<byte[]> held = inBackground(() -> fixture.get("/file"));
    await().atMost(LIMIT).until(() -> fixture.faulty(HANGS).hanging() > 0);
    time.jump(Duration.ofHours(1));
    long looked = fixture.faulty(1).operations(Operation.SPACE);
    await().atMost(LIMIT).until(() -> fixture.faulty(1).operations(Operation.SPACE) > looked + 4);
    assertThat(slotState()).isEqualTo(SlotState.HEALTHY);
    fixture.faulty(HANGS).heal();
    assertThat(held.join()).isEqualTo(before);
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "a drive at the stop",
      outcome = "The server stops without it.")
  void theEngineIsClosedWithoutIt() throws Exception {
    fixture.faulty(HANGS).hangAll(Operation.READ);
    time.until(fixture, DRIVES, inBackground(() -> fixture.get("/file")));
    awaitMissing();
    fixture.stop();
    assertThat(fixture.faulty(HANGS).hanging()).isPositive();
    fixture.faulty(HANGS).heal();
    fixture.start();
    time.until(fixture, DRIVES, () -> !fixture.status().dataAtRisk());
    assertThat(fixture.get("/file")).isEqualTo(before);
  }

  private <T> CompletableFuture<T> inBackground(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, users);
  }

  private SlotState slotState() {
    return fixture.slotState(HANGS);
  }

  private String detail() {
    return fixture.engine().facts().slots().get(HANGS - 1).detail();
  }

  private boolean isSafe() {
    return !fixture.status().dataAtRisk() && fixture.engine().isSettled();
  }

  private void awaitMissing() {
    time.until(fixture, DRIVES, () -> slotState() == SlotState.MISSING);
  }

  private void awaitBack() {
    time.until(fixture, DRIVES, () -> slotState() == SlotState.HEALTHY && detail().isEmpty());
  }

  /** What was under way comes to its end only now, and leaves nothing behind. */
  private void comesBack(byte[] content, int blocks) throws IOException {
    fixture.faulty(HANGS).heal();
    awaitBack();
    time.until(
        fixture,
        DRIVES,
        () -> {
          try {
            return isSafe() && fixture.blockFileCount() == blocks;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(fixture.get("/file")).isEqualTo(content);
  }

  private static void assertProblem(CompletableFuture<?> done, Problem problem) {
    assertThatThrownBy(done::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
