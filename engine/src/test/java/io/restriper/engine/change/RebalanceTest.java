package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebalanceTest {
  private static final int STRIPE = 4 * EngineFixture.BLOCK;
  private static final int FILES = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 8).start();
    for (int file = 0; file < FILES; file++) {
      byte[] content = EngineFixture.bytes(file, 8 * STRIPE);
      fixture.put("/file-" + file, content);
      contents.put("/file-" + file, content);
    }
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void drivesThatAreAddedGetTheirShare() throws Exception {
    fixture.addDrives(10);
    awaitLevel(10);
    assertContents();
    assertThat(fixture.blockFileCount()).isEqualTo(FILES * 8 * 6);
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void aDriveThatIsTakenOutIsEmptiedAndOnlyThenFree() throws Exception {
    fixture.takeOut(3);
    await()
        .atMost(LIMIT)
        .until(() -> fixture.engine().facts().slots().stream().noneMatch(s -> s.slot() == 3));
    assertThat(fixture.blockFiles(3)).isEmpty();
    fixture.awaitSafe();
    assertContents();
    fixture.removeDrive(3);
    assertContents();
    fixture.restart();
    assertContents();
    assertThat(fixture.engine().facts().slots()).hasSize(7);
    assertThat(fixture.status().dataAtRisk()).isFalse();
  }

  @Test
  void emptyingADriveGoesOnAfterARestart() throws Exception {
    fixture.close();
    EngineFixture without = new EngineFixture(root, "4+2", 8);
    without.withoutDrive(2);
    fixture = without.start();
    await()
        .atMost(LIMIT)
        .until(() -> fixture.engine().facts().slots().stream().noneMatch(s -> s.slot() == 2));
    assertThat(fixture.blockFiles(2)).isEmpty();
    assertContents();
  }

  @Test
  void aDriveThatCannotBeEmptiedIsBlockedWithTheNumbers() throws Exception {
    fixture.takeOut(1);
    fixture.takeOut(2);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == 6);
    fixture.takeOut(3);
    assertThat(fixture.awaitBlocked()).contains("NOT_ENOUGH_DRIVES", "1:3", "4+2", "needs 6");
    assertThat(fixture.status().dataAtRisk()).isFalse();
    assertContents();
    fixture.putBack(3);
    fixture.awaitSafe();
    assertContents();
  }

  @Test
  void aChangeWithADirectoryThatCannotBeMadeIsRefusedAsAWhole() throws Exception {
    Files.writeString(fixture.drivePath(10), "in the way");
    assertThatThrownBy(() -> fixture.addDrives(10))
        .isInstanceOf(EngineStartException.class)
        .hasMessageContaining("cannot be taken on")
        .hasMessageContaining("drive-10 is a file and a directory is needed. Choose another.");
    assertThat(fixture.engine().facts().slots()).hasSize(8);
    assertContents();
  }

  @Test
  void aDriveThatComesBackEmptyIsFilledAgain() throws Exception {
    fixture.removeDrive(5);
    fixture.awaitSlot(5, SlotState.MISSING);
    fixture.awaitSafe();
    Files.createDirectory(fixture.drivePath(5));
    awaitLevel(8);
    assertContents();
  }

  private void awaitLevel(int drives) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              List<Integer> counts = counts(drives);
              int most = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
              int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
              double mean = FILES * 8 * 6.0 / drives;
              assertThat(most - least).as("%s", counts).isLessThan((int) (0.05 * mean));
            });
    fixture.awaitSafe();
  }

  private List<Integer> counts(int drives) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int drive = 1; drive <= drives; drive++) {
      counts.add(fixture.blockFiles(drive).size());
    }
    return counts;
  }

  private void assertContents() {
    contents.forEach((path, content) -> assertThat(fixture.get(path)).as(path).isEqualTo(content));
  }
}
