package io.restriper.engine.local.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.local.drive.MemoryDriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriveIoTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final FaultyDriveFiles drive = new FaultyDriveFiles(new MemoryDriveFiles());
  private final DriveIo io =
      new DriveIo(
          "drive-1:1", "The drive at /d", drive, EngineRuntime.real().withNanos(nanos::get));

  @AfterEach
  void heal() {
    drive.heal();
    io.close();
  }

  /** Lets time pass while somebody watches. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      nanos.addAndGet(1_000_000_000L);
      io.isOverdue();
    }
  }

  private CompletableFuture<Object> create(String name) {
    return io.submit(
        () -> {
          io.files().create(name).close();
          return null;
        });
  }

  private void awaitHanging(int operations) {
    await().atMost(LIMIT).until(() -> drive.hanging() == operations);
  }

  @Test
  void isSlowFirstAndHangsLater() {
    drive.hangAll(Operation.CREATE);
    CompletableFuture<Object> waiting = create("a");
    awaitHanging(1);
    pass(4);
    assertThat(io.isSlow()).isFalse();
    pass(3);
    assertThat(io.slow().orElseThrow())
        .startsWith("The drive at /d is slow: to make a takes it more than ");
    assertThat(io.isOverdue()).isFalse();
    pass(25);
    assertThat(io.isOverdue()).isTrue();
    assertThat(waiting).isNotDone();
    io.giveUpIfItHangs();
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NoAnswerException.class)
        .hasMessageContaining("The drive at /d does not answer: to make a takes it more than 30");
  }

  @Test
  void whatWasGivenUpEndsWithTheOperationThatItIsInAndTheDriveIsAskedAgainOnlyThen()
      throws Exception {
    drive.hangAll(Operation.CREATE);
    AtomicInteger further = new AtomicInteger();
    List<CompletableFuture<Object>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String name = "f" + i;
      all.add(
          io.submit(
              () -> {
                io.files().create(name).close();
                further.incrementAndGet();
                io.files().delete(name);
                return null;
              }));
    }
    awaitHanging(4);
    pass(31);
    io.giveUpIfItHangs();
    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(io.stillHangs()).isPresent();
    assertThatThrownBy(() -> io.call(() -> io.files().space()))
        .isInstanceOf(NoAnswerException.class);
    drive.heal();
    await().atMost(LIMIT).until(() -> io.stillHangs().isEmpty());
    assertThat(further).hasValue(4);
    assertThat(drive.operations(Operation.CREATE)).isEqualTo(4);
    assertThat(drive.operations(Operation.DELETE)).isZero();
    assertThat(drive.operations(Operation.SPACE)).isZero();
    io.call(() -> io.files().space());
  }

  @Test
  void timeThatNobodyWatchedDoesNotCount() {
    drive.hangAll(Operation.CREATE);
    CompletableFuture<Object> waiting = create("a");
    awaitHanging(1);
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(io.isOverdue()).isFalse();
    nanos.addAndGet(Duration.ofDays(-2).toNanos());
    assertThat(io.isOverdue()).isFalse();
    assertThat(waiting).isNotDone();
  }

  @Test
  void whoWaitsForACallWatchesMeanwhile() {
    drive.hangAll(Operation.SPACE);
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return io.call(() -> io.files().space());
              } catch (NoAnswerException e) {
                return e;
              } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
              }
            });
    awaitHanging(1);
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              nanos.addAndGet(2_500_000_000L);
              return waiting.isDone();
            });
    assertThat(waiting.join()).isInstanceOf(NoAnswerException.class);
  }

  @Test
  void nothingIsDoneAfterTheEnd() throws Exception {
    io.close();
    assertThat(io.awaitEnd(LIMIT)).isTrue();
    assertThatThrownBy(() -> io.call(() -> io.files().space())).hasMessageContaining("out of use");
  }
}
