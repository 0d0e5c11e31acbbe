package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "6, 3", "10, 4", "17, 3"})
  void readsAndHealsAfterTheLossOfAsManyDrivesAsThereAreParityBlocks(int data, int parity)
      throws IOException, EngineStartException {
    int stripe = data * EngineFixture.BLOCK;
    int[] sizes = {0, 1, stripe - 1, stripe, stripe + 1, 2 * stripe + 12345};
    int drives = data + parity;
    try (EngineFixture fixture = new EngineFixture(root, data + "+" + parity, drives).start()) {
      for (int size : sizes) {
        fixture.put("/file-" + size, EngineFixture.bytes(size, size));
      }
      int blocks = fixture.blockFileCount();
      for (int lost = 1; lost <= parity; lost++) {
        fixture.removeDrive(lost);
      }
      assertContents(fixture, sizes);
      for (int lost = 1; lost <= parity; lost++) {
        fixture.awaitSlot(lost, SlotState.MISSING);
      }
      assertThat(fixture.engine().facts().protection().remainingDriveFailures()).isZero();
      for (int lost = 1; lost <= parity; lost++) {
        Files.createDirectory(fixture.drivePath(lost));
      }
      fixture.awaitSafe();
      assertContents(fixture, sizes);
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(blocks));
    }
  }

  private static void assertContents(EngineFixture fixture, int... sizes) {
    for (int size : sizes) {
      assertThat(fixture.get("/file-" + size)).isEqualTo(EngineFixture.bytes(size, size));
    }
  }
}
