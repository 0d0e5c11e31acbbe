package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.event.EventBatch;
import io.restriper.engine.event.EventId;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.EventType;
import io.restriper.engine.event.Happening;
import io.restriper.engine.event.RestriperEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveEventsTest {
  @TempDir Path root;

  @Test
  void aDriveThatGoesAndComesBackIsTold() throws Exception {
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 8).start()) {
      EventReader reader = fixture.engine().events().reader(fixture.engine().events().latest());
      Files.move(fixture.drivePath(3), root.resolve("away"));
      assertThat(next(reader, EventType.DRIVE_LOST))
          .satisfies(what -> assertThat(what.subject()).isEqualTo("1:3"))
          .satisfies(what -> assertThat(what.message()).isNotBlank());
      Files.move(root.resolve("away"), fixture.drivePath(3));
      assertThat(next(reader, EventType.DRIVE_BACK))
          .satisfies(what -> assertThat(what.subject()).isEqualTo("1:3"))
          .satisfies(what -> assertThat(what.message()).contains("1:3"));
    }
  }

  @Test
  void aPlaceInTheLogOfAnEarlierProcessIsAGap() throws Exception {
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 8).start()) {
      EventId seen = fixture.engine().events().latest();
      fixture.restart();
      EventReader reader = fixture.engine().events().reader(seen);
      assertThat(reader.await(Duration.ZERO).gap()).isTrue();
    }
  }

  private static Happening next(EventReader reader, EventType type) throws InterruptedException {
    while (true) {
      EventBatch batch = reader.await(Duration.ofSeconds(60));
      assertThat(batch.events()).as("events until " + type).isNotEmpty();
      for (RestriperEvent event : batch.events()) {
        if (event.what().type() == type) {
          return event.what();
        }
      }
    }
  }
}
