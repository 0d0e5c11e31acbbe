package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedDriveTest {
  @TempDir Path root;

  @Test
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

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }
}
