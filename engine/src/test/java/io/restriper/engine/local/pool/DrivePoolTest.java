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
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DrivePoolTest {
  private final Slot one = slot(1);
  private final Slot other = slot(2);
  private final DrivePool pool = new DrivePool(List.of(one, other));

  @Test
  void theRoomOfADriveStaysKnownThatIsPutInUseWhileTheOthersAreMeasured() {
    use(one, 1, Optional.of(space(100)));
    Map<Slot, Optional<Space>> asked = Map.of(one, Optional.of(space(90)));
    use(other, 2, Optional.of(space(100)));
    pool.measured(asked);
    assertThat(one.condition().free()).isEqualTo(90);
    assertThat(other.condition().free()).isEqualTo(100);
  }

  @Test
  void aDriveThatDoesNotTellItsRoomCountsAsFull() {
    use(one, 1, Optional.of(space(100)));
    pool.measured(Map.of(one, Optional.empty()));
    assertThat(one.condition().free()).isZero();
  }

  @Test
  void drivesOfOneFileSystemShareItsRoom() {
    use(one, 1, Optional.of(space(100)));
    use(other, 2, Optional.of(space(100)));
    pool.measured(Map.of(one, Optional.of(space(100)), other, Optional.of(space(100))));
    assertThat(one.condition().free()).isEqualTo(50);
    assertThat(other.condition().free()).isEqualTo(50);
  }

  @Test
  void theDrivesInUseAreTheSameObjectAsLongAsNoneComesOrGoes() {
    use(one, 1, Optional.empty());
    Map<Integer, Slot> before = pool.usable();
    pool.withhold(other, other.condition().state(), "It is not there.", Optional.empty());
    assertThat(pool.usable()).isSameAs(before);
    pool.withhold(one, one.condition().state(), "It is gone.", Optional.empty());
    use(one, 1, Optional.empty());
    assertThat(pool.usable()).isEqualTo(before).isNotSameAs(before);
  }

  private void use(Slot slot, int drive, Optional<Space> space) {
    DriveRecord known =
        new DriveRecord(drive, UUID.randomUUID(), 1, slot.number(), slot.path(), true, false);
    pool.use(slot, known, space, DiskFacts.UNKNOWN);
  }

  private static Space space(long free) {
    return new Space("disk", 1000, free, false);
  }

  private static Slot slot(int number) {
    return new Slot(1, number, "/d", new LocalDriveFiles(Path.of("/d")), EngineRuntime.real());
  }
}
