package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drive comes back as it was some time ago: from a backup, or from a mirror that was split. */
class OldCopyTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int OLD = 2;
  private static final int SIZE = 2 * 4 * EngineFixture.BLOCK;
  private static final int BLOCKS = 3 * 2 * 6;

  @TempDir Path root;
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 7).withTimeThatRuns(10).start();
    fixture.put("/kept", bytes(1));
    fixture.put("/replaced", bytes(2));
    fixture.put("/deleted", bytes(3));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  @FaultRow(
      fault = Fault.OLD_COPY,
      on = "a drive that comes back",
      outcome = "Stock is taken: what is missing is rebuilt, what nobody needs is swept.")
  void whatComesBackWhileTheServerRunsIsTakenStockOf() throws IOException {
    copyAndGoOn();
    fixture.removeDrive(OLD);
    fixture.awaitSlot(OLD, SlotState.MISSING);
    fixture.awaitSafe();
    Files.move(root.resolve("old"), fixture.drivePath(OLD));
    fixture.awaitSlot(OLD, SlotState.HEALTHY);
    awaitWhole();
  }

  @Test
  @FaultRow(
      fault = Fault.OLD_COPY,
      on = "a drive, while the server is stopped",
      outcome = "Reads are right; the patrol finds what is missing, and it is rebuilt.")
  void whatIsOldAtTheStartIsFoundOut() throws Exception {
    copyAndGoOn();
    fixture.stop();
    EngineFixture.removeTree(fixture.drivePath(OLD));
    Files.move(root.resolve("old"), fixture.drivePath(OLD));
    fixture.start();
    assertContent();
    awaitWhole();
  }

  private void copyAndGoOn() throws IOException {
    copy(fixture.drivePath(OLD), root.resolve("old"));
    fixture.put("/replaced", bytes(4));
    fixture.put("/new", bytes(5));
    fixture.delete("/deleted");
  }

  private void awaitWhole() throws IOException {
    await()
        .atMost(LIMIT)
        .until(() -> !fixture.status().dataAtRisk() && fixture.blockFileCount() == BLOCKS);
    assertContent();
  }

  private void assertContent() {
    assertThat(fixture.get("/kept")).isEqualTo(bytes(1));
    assertThat(fixture.get("/replaced")).isEqualTo(bytes(4));
    assertThat(fixture.get("/new")).isEqualTo(bytes(5));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path :
          walk.filter(each -> !each.getFileName().toString().equals("probe")).toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static byte[] bytes(int seed) {
    return EngineFixture.bytes(seed, SIZE);
  }
}
