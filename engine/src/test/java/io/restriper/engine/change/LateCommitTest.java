package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is committed after the run that would have dealt with it has ended. */
class LateCommitTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int STRIPES = 8;

  @TempDir Path root;
  private final byte[] content = EngineFixture.bytes(1, STRIPES * 4 * EngineFixture.BLOCK);
  private Callable<Void> beforeCommit;
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 8).withFaults(this::pass).start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void pass(Point point, Object subject) {
    if (point == Point.FILE_COMMIT) {
      try {
        beforeCommit.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private void write(Callable<Void> meanwhile) {
    beforeCommit = meanwhile;
    fixture.put("/late", content);
  }

  @Test
  void isMadeWholeWhenADriveWithBlocksOfItWasLostMeanwhile() throws IOException {
    write(
        () -> {
          fixture.removeDrive(1);
          fixture.awaitSlot(1, SlotState.MISSING);
          fixture.awaitSafe();
          return null;
        });
    await().atMost(LIMIT).until(() -> fixture.blockFileCount() == STRIPES * 6);
    fixture.awaitSafe();
    assertThat(fixture.get("/late")).isEqualTo(content);
  }

  @Test
  void leavesADriveThatWasTakenOutMeanwhile() {
    write(
        () -> {
          fixture.takeOut(3);
          fixture.awaitSafe();
          return null;
        });
    await()
        .atMost(LIMIT)
        .until(() -> fixture.engine().facts().slots().stream().noneMatch(s -> s.slot() == 3));
    assertThat(fixture.get("/late")).isEqualTo(content);
  }

  @Test
  void isChangedToTheEncodingThatBecameTheTargetMeanwhile() throws IOException {
    write(
        () -> {
          fixture.changeEncoding("3+2");
          fixture.awaitSafe();
          return null;
        });
    int stripes = (content.length + 3 * EngineFixture.BLOCK - 1) / (3 * EngineFixture.BLOCK);
    await().atMost(LIMIT).until(() -> fixture.blockFileCount() == stripes * 5);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().protection().pending().isEmpty());
    assertThat(fixture.get("/late")).isEqualTo(content);
  }
}
