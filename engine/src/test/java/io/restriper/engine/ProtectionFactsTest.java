package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionFactsTest {
  @TempDir Path root;

  @Test
  void filesInAnotherEncodingCountWithWhatTheyBear() throws EngineStartException {
    try (EngineFixture old = new EngineFixture(root, "3+1", 8).start()) {
      old.put("/file", new byte[1]);
    }
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 8).start()) {
      assertThat(protection(fixture).maxDriveFailures()).isEqualTo(1);
      assertThat(protection(fixture).remainingDriveFailures()).isEqualTo(1);
      fixture.put("/file", new byte[1]);
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> protection(fixture).remainingDriveFailures() == 2);
    }
  }

  @Test
  void nodeFailuresAreCountedFromWhereBlocksAre() throws EngineStartException, IOException {
    try (EngineFixture fixture =
        new EngineFixture(root, "4+2", 8).withNodes(drive -> (drive + 1) / 2).start()) {
      fixture.put("/file", EngineFixture.bytes(1, 10 * EngineFixture.BLOCK));
      assertThat(protection(fixture).maxNodeFailures()).isEqualTo(1);
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> protection(fixture).remainingNodeFailures() == 1);
      fixture.removeDrive(1);
      fixture.removeDrive(2);
      fixture.awaitSafe();
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> protection(fixture).remainingNodeFailures() == 1);
      assertThat(protection(fixture).remainingDriveFailures()).isEqualTo(2);
    }
  }

  @Test
  void anEmptyVolumeBearsWhatItsDrivesBear() throws EngineStartException, IOException {
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 6).start()) {
      assertThat(protection(fixture).remainingDriveFailures()).isEqualTo(2);
      fixture.removeDrive(1);
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> protection(fixture).remainingDriveFailures() == 1);
    }
  }

  private static ProtectionFacts protection(EngineFixture fixture) {
    return fixture.engine().facts().protection();
  }
}
