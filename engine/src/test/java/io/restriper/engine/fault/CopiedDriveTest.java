package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.setup.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedDriveTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;

  @Test
  @FaultRow(
      fault = Fault.DUPLICATE,
      on = "a drive",
      outcome = "The copy is not used, and says which drive it is a copy of.")
  void aCopyOfADriveInUseIsNotPutInUse() throws Exception {
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 8).start()) {
      byte[] content = EngineFixture.bytes(1, 9 * EngineFixture.BLOCK);
      fixture.put("/file", content);
      fixture.removeDrive(8);
      fixture.awaitSlot(8, SlotState.MISSING);
      fixture.awaitSafe();
      copy(fixture.drivePath(1), root.resolve("copy"));
      Files.move(root.resolve("copy"), fixture.drivePath(8));
      fixture.awaitSlot(8, SlotState.DEAD);
      SlotFacts copied = fixture.engine().facts().slots().get(7);
      assertThat(copied.detail()).contains("a copy of the drive in slot 1:1");

      fixture.removeDrive(1);
      fixture.awaitSlot(1, SlotState.MISSING);
      fixture.awaitSafe();
      assertThat(fixture.get("/file")).isEqualTo(content);
    }
  }

  @Test
  @FaultRow(
      fault = Fault.DUPLICATE,
      on = "two drives that come at the same instant",
      outcome = "One of them is used, and the other says that it is a copy.")
  void ofTwoCopiesThatComeAtTheSameInstantOneIsPutInUse() throws Exception {
    Patience patience = new Patience(Duration.ofHours(1), Duration.ofHours(2));
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 8).withPatience(patience).start()) {
      byte[] content = EngineFixture.bytes(1, 9 * EngineFixture.BLOCK);
      fixture.put("/file", content);
      fixture.stop();
      copy(fixture.drivePath(7), root.resolve("one"));
      copy(fixture.drivePath(7), root.resolve("other"));
      fixture.start();
      fixture.removeDrive(7);
      fixture.removeDrive(8);
      fixture.awaitSlot(7, SlotState.MISSING);
      fixture.awaitSlot(8, SlotState.MISSING);
      fixture.faulty(7).hangAll(Operation.LIST);
      Files.move(root.resolve("one"), fixture.drivePath(7));
      await().atMost(LIMIT).until(() -> fixture.faulty(7).hanging() > 0);
      Files.move(root.resolve("other"), fixture.drivePath(8));
      fixture.awaitSlot(8, SlotState.DEAD);
      assertThat(fixture.engine().facts().slots().get(7).detail())
          .contains("a copy of a drive that is just being put in use");
      fixture.faulty(7).heal();
      fixture.awaitSlot(7, SlotState.HEALTHY);
      assertThat(fixture.get("/file")).isEqualTo(content);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }
}
