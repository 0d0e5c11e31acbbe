package io.restriper.engine.local.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.drive.DiskFacts;
import io.restriper.engine.local.drive.DriveFiles.Space;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int BLOCK = 1000;
  private static final long ROOM = Placement.roomFor(BLOCK);

  private final List<Slot> slots = IntStream.rangeClosed(1, 7).mapToObj(this::slot).toList();
  private final DrivePool pool = new DrivePool(slots);
  private final Placement placement = new Placement(pool, Random::new);

  @Test
  void aDriveThatDoesNotTellItsRoomIsNotFull() {
    slots.forEach(slot -> use(slot, Optional.of(space(ROOM))));
    assertThat(placement.choice(BLOCK).lacksRoomFor(7)).isFalse();
    pool.measured(Map.of(slots.get(6), Optional.empty()));
    assertThat(placement.choose(7, BLOCK, 2, List.of())).hasSize(6);
    assertThat(placement.choice(BLOCK)).isEqualTo(new Placement.Choice(6, 6));
    assertThat(placement.choice(BLOCK).lacksRoomFor(7)).as("drives are lacking").isFalse();
  }

  @Test
  void enoughDrivesWithTooLittleRoomLackRoom() {
    slots.forEach(slot -> use(slot, Optional.of(space(ROOM - 1))));
    pool.measured(Map.of(slots.get(6), Optional.of(space(ROOM))));
    assertThat(placement.choice(BLOCK)).isEqualTo(new Placement.Choice(7, 1));
    assertThat(placement.choice(BLOCK).lacksRoomFor(7)).isTrue();
  }

  @Test
  void tooFewDrivesDoNotLackRoom() {
    slots.subList(0, 6).forEach(slot -> use(slot, Optional.of(space(0))));
    assertThat(placement.choice(BLOCK).lacksRoomFor(7)).isFalse();
  }

  @Test
  void aDriveThatIsBeingEmptiedDoesNotCount() {
    slots.forEach(slot -> use(slot, Optional.of(space(ROOM))));
    pool.leave(slots.get(0), true);
    assertThat(placement.choose(7, BLOCK, 2, List.of())).hasSize(6);
    assertThat(placement.choice(BLOCK)).isEqualTo(new Placement.Choice(6, 6));
  }

  private void use(Slot slot, Optional<Space> space) {
    DriveRecord known =
        new DriveRecord(
            slot.number(), UUID.randomUUID(), 1, slot.number(), slot.path(), true, false);
    pool.use(slot, known, space, DiskFacts.UNKNOWN);
  }

  private static Space space(long free) {
    return new Space("disk", 1L << 40, free, false);
  }

  private Slot slot(int number) {
    return new Slot(1, number, "/d", new LocalDriveFiles(Path.of("/d")), EngineRuntime.real());
  }
}
