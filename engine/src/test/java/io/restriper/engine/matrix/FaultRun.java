package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.hang.PassingTime;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/**
 * A fault on one drive of seven, with users that read, write, replace and delete meanwhile. All
 * that they do succeeds; what the fault costs is made good while it lasts; and when it is over the
 * drive is back and nothing is left that should not be.
 */
final class FaultRun {
  private static final int DRIVES = 7;
  private static final int BROKEN = 2;
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final int KEPT = 6 * 6;

  private final DriveRow row;
  private final PassingTime time = new PassingTime();
  private final EngineFixture fixture;

  FaultRun(Path root, DriveRow row) {
    this.row = row;
    this.fixture = new EngineFixture(root, "4+2", DRIVES).withTime(Clock.systemUTC(), time);
  }

  void run() {
    try {
      fixture.start();
      breakAndHeal();
    } catch (EngineStartException e) {
      throw new AssertionError(e);
    } finally {
      for (int drive = 1; drive <= DRIVES; drive++) {
        fixture.faulty(drive).heal();
      }
      fixture.close();
    }
  }

  private void breakAndHeal() {
    fixture.put("/kept", bytes(1));
    fixture.put("/replaced", bytes(2));
    fixture.put("/deleted", bytes(3));
    if (row.outcome() == DriveRow.Outcome.NOT_TAKEN_BACK) {
      fixture.faulty(BROKEN).gone();
      fixture.awaitSlot(BROKEN, SlotState.MISSING);
      fixture.faulty(BROKEN).heal();
    }
    row.inject(fixture.faulty(BROKEN));
    time.until(fixture, DRIVES, CompletableFuture.runAsync(this::useFiles));
    if (row.outcome().state() == SlotState.HEALTHY) {
      stays();
    } else {
      time.until(fixture, DRIVES, this::isFound);
    }
    time.until(fixture, DRIVES, this::isSafe);
    assertThat(fixture.get("/kept")).isEqualTo(bytes(1));

    fixture.faulty(BROKEN).heal();
    time.until(fixture, DRIVES, () -> state() == SlotState.HEALTHY && isSafe());
    time.until(fixture, DRIVES, () -> blocks() == KEPT);
    assertThat(fixture.get("/kept")).isEqualTo(bytes(1));
    assertThat(fixture.get("/replaced")).isEqualTo(bytes(4));
    assertThat(fixture.get("/new")).isEqualTo(bytes(5));
  }

  /** A drive that fails in nothing but what users do is found by their doing it again. */
  private boolean isFound() {
    if (state() != row.outcome().state() && row.fault() != Fault.HANG) {
      fixture.put("/new", bytes(5));
    }
    return state() == row.outcome().state();
  }

  private void useFiles() {
    assertThat(fixture.get("/kept")).isEqualTo(bytes(1));
    fixture.put("/replaced", bytes(4));
    fixture.put("/new", bytes(5));
    fixture.delete("/deleted");
    assertThat(fixture.get("/replaced")).isEqualTo(bytes(4));
  }

  private void stays() {
    long looked = fixture.faulty(BROKEN).operations(Operation.SPACE);
    time.until(
        fixture,
        DRIVES,
        () -> fixture.faulty(BROKEN).operations(Operation.SPACE) > looked + DRIVES);
    assertThat(state()).isEqualTo(SlotState.HEALTHY);
  }

  private SlotState state() {
    return fixture.slotState(BROKEN);
  }

  private boolean isSafe() {
    return !fixture.status().dataAtRisk() && fixture.engine().isSettled();
  }

  private int blocks() {
    try {
      return fixture.blockFileCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(int seed) {
    return EngineFixture.bytes(seed, 2 * STRIPE);
  }
}
