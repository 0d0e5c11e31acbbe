package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Trigger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteFaultTest {
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final int SIZE = 5 * STRIPE + 99;
  private static final int BLOCKS = 6 * 6;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final byte[] before = EngineFixture.bytes(1, SIZE);
  private final byte[] after = EngineFixture.bytes(2, SIZE);
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 6).withTimeThatRuns(10).start();
    fixture.put("/file", before);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, EIO",
    "WRITE, EIO",
    "WRITE, ENOSPC",
    "SYNC, EIO",
    "SET_MODIFIED, EIO",
    "RENAME, EIO",
    "RENAME, ENOSPC",
    "SYNC_DIRECTORY, EIO",
    "CREATE, EROFS"
  })
  void aPutSurvivesADriveThatFailsOnce(Operation operation, Failure failure) throws IOException {
    fixture.faulty(2).failNth(operation, 2, failure);
    fixture.put("/file", after);
    fixture.faulty(2).heal();
    awaitWhole(after);
  }

  @Test
  void aSmallFileWhoseNameCannotBeMadeDurableOnADriveIsMadeWholeByARun() throws IOException {
    byte[] small = EngineFixture.bytes(3, 1000);
    fixture.faulty(2).failWhere(Operation.SYNC_DIRECTORY, name -> !name.isEmpty(), Failure.EIO);
    fixture.put("/small", small);
    fixture.faulty(2).heal();

    fixture.awaitSafe();
    assertThat(fixture.get("/small")).isEqualTo(small);
    fixture.delete("/small");
    fixture.delete("/file");
    await().atMost(LIMIT).until(() -> fixture.blockFileCount() == 0);
  }

  @Test
  void aDriveLostBetweenTheLastBlockAndTheCommitIsMadeGoodByARun() throws Exception {
    fixture.close();
    AtomicBoolean once = new AtomicBoolean(true);
    fixture =
        new EngineFixture(root, "4+2", 7)
            .withFaults(
                (point, subject) -> {
                  if (point == FaultPoints.Point.FILE_COMMIT && once.getAndSet(false)) {
                    fixture.faulty(3).gone();
                    fixture.awaitSlot(3, SlotState.MISSING);
                    fixture.awaitSafe();
                  }
                })
            .start();
    fixture.put("/new", after);
    fixture.awaitSafe();
    assertThat(fixture.engine().runs().before(Long.MAX_VALUE, 3))
        .anyMatch(run -> run.trigger() == Trigger.DEGRADED_WRITE);
  }

  @ParameterizedTest
  @CsvSource({"CREATE, EIO", "WRITE, EIO", "WRITE, ENOSPC", "SYNC, EIO", "RENAME, EIO"})
  void aPutSurvivesADriveThatFailsForGood(Operation operation, Failure failure) throws IOException {
    fixture.faulty(2).failAll(operation, failure);
    fixture.put("/file", after);
    assertThat(fixture.get("/file")).isEqualTo(after);
    assertThat(fixture.status().dataAtRisk()).isTrue();
    fixture.faulty(2).heal();
    awaitWhole(after);
  }

  @Test
  @FaultRow(
      fault = Fault.TORN_WRITE,
      on = "write",
      outcome =
          "The block goes to another drive, or is rebuilt; what was written of it is never read.")
  void aTornWriteIsNeverRead() throws IOException {
    for (int nth = 1; nth <= 8; nth++) {
      byte[] content = EngineFixture.bytes(10 + nth, SIZE);
      fixture.faulty(3).tornNth(nth);
      fixture.put("/file", content);
      fixture.faulty(3).heal();
      assertThat(fixture.get("/file")).isEqualTo(content);
      awaitWhole(content);
    }
  }

  @Test
  @FaultRow(
      fault = Fault.SHORT_WRITE,
      on = "write",
      outcome = "The write goes on where it stopped.")
  void shortWritesAreGoneOnWith() throws IOException {
    for (int drive = 1; drive <= 6; drive++) {
      fixture.faulty(drive).shortWrites(1000);
    }
    fixture.put("/file", after);
    awaitWhole(after);
    assertThat(fixture.status().state()).isEqualTo(RunState.NOT_STARTED);
  }

  @Test
  void aDriveThatVanishesIsDoneWithout() throws IOException {
    write(2 * STRIPE, () -> fixture.faulty(4).gone());
    assertThat(fixture.get("/file")).isEqualTo(after);
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.faulty(4).heal();
    awaitWhole(after);
  }

  @Test
  void withEnoughOtherDrivesTheBlocksGoThere() throws Exception {
    fixture.close();
    Path wide = root.resolve("wide");
    fixture = new EngineFixture(wide, "4+2", 8).start();
    write(2 * STRIPE, () -> fixture.faulty(4).gone());
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.awaitSafe();
    assertThat(fixture.get("/file")).isEqualTo(after);
    fixture.faulty(4).heal();
    awaitWhole(after);
  }

  @Test
  void aPutWithTooFewDrivesLeftLeavesTheOldVersion() throws IOException {
    assertProblem(
        () ->
            write(
                2 * STRIPE,
                () -> {
                  fixture.faulty(4).gone();
                  fixture.faulty(5).gone();
                }),
        Problem.TOO_FEW_DRIVES);
    assertThat(fixture.get("/file")).isEqualTo(before);
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.awaitSlot(5, SlotState.MISSING);
    assertProblem(() -> fixture.put("/other", after), Problem.TOO_FEW_DRIVES);
    fixture.faulty(4).heal();
    fixture.faulty(5).heal();
    awaitWhole(before);
  }

  @Test
  @FaultRow(
      fault = Fault.ENOSPC,
      on = "write, on all drives",
      outcome = "The request fails with fs_no_space_error; the old version of the file stays.")
  void allDrivesFullIsNoRoomAndLeavesTheOldVersion() throws IOException {
    for (int drive = 1; drive <= 6; drive++) {
      fixture.faulty(drive).failAll(Operation.WRITE, Failure.ENOSPC);
    }
    assertProblem(() -> fixture.put("/file", after), Problem.NO_ROOM);
    assertThat(fixture.get("/file")).isEqualTo(before);
    for (int drive = 1; drive <= 6; drive++) {
      fixture.faulty(drive).heal();
    }
    awaitWhole(before);
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(VolumeException.class)
        .untilAsserted(() -> fixture.put("/file", after));
    awaitWhole(after);
  }

  @Test
  void drivesThatGetFullInTheMiddleLeaveTheOldVersion() throws IOException {
    assertProblem(
        () ->
            write(
                3 * STRIPE,
                () -> {
                  for (int drive = 1; drive <= 6; drive++) {
                    fixture.faulty(drive).failAll(Operation.WRITE, Failure.ENOSPC);
                  }
                }),
        Problem.NO_ROOM);
    assertThat(fixture.get("/file")).isEqualTo(before);
    for (int drive = 1; drive <= 6; drive++) {
      fixture.faulty(drive).heal();
    }
    awaitWhole(before);
  }

  /** Puts the file, and makes something happen when so many bytes of it were read. */
  private void write(int bytes, Runnable happening) {
    InputStream content =
        new InputStream() {
          private final ByteArrayInputStream bytesLeft = new ByteArrayInputStream(after);
          private boolean happened;

          @Override
          public int read() {
            look();
            return bytesLeft.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            look();
            return bytesLeft.read(target, offset, Math.min(length, STRIPE));
          }

          private void look() {
            if (!happened && after.length - bytesLeft.available() >= bytes) {
              happened = true;
              happening.run();
            }
          }
        };
    fixture.engine().files().write(VolumePath.parse("/file"), content, Optional.empty());
  }

  private void awaitWhole(byte[] content) throws IOException {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(fixture.status().dataAtRisk()).isFalse();
              assertThat(fixture.blockFileCount()).isEqualTo(BLOCKS);
            });
    assertThat(fixture.get("/file")).isEqualTo(content);
  }

  private static void assertProblem(Runnable call, Problem problem) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
