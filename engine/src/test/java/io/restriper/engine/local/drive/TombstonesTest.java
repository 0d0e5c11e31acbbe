package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.local.drive.Tombstone.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TombstonesTest {
  private static final Tombstone ALL = new Tombstone(1, 0x1a2b, Kind.UP_TO);
  private static final Tombstone ONE = new Tombstone(-1, 7, Kind.ONLY);

  @TempDir private Path directory;
  private FaultyDriveFiles drive;

  @BeforeEach
  void makeTheDirectory() throws IOException {
    drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
    drive.createDirectory(DriveLayout.TOMBSTONES);
  }

  @Test
  void listsWhatWasWritten() throws IOException {
    Tombstones.write(drive, ALL);
    Tombstones.write(drive, ONE);
    Tombstones.write(drive, ALL);

    assertThat(Tombstones.list(drive)).containsExactlyInAnyOrder(ALL, ONE);
    assertThat(drive.list(DriveLayout.TOMBSTONES))
        .containsExactlyInAnyOrder(
            "0000000000000001-0000000000001a2b-u", "ffffffffffffffff-0000000000000007-o");
  }

  @Test
  void itsFileAndItsNameAreSynced() throws IOException {
    Tombstones.write(drive, ALL);

    assertThat(drive.operations(Operation.SYNC)).isEqualTo(1);
    assertThat(drive.operations(Operation.SYNC_DIRECTORY)).isEqualTo(1);
    for (Operation operation :
        List.of(Operation.CREATE, Operation.SYNC, Operation.SYNC_DIRECTORY)) {
      drive.failAll(operation, Failure.EIO);
      assertThatThrownBy(() -> Tombstones.write(drive, ALL)).isInstanceOf(IOException.class);
      drive.heal();
    }
  }

  @Test
  void writesNothingInThePlaceOfADriveThatWasTakenOut() throws IOException {
    Files.delete(directory.resolve(DriveLayout.TOMBSTONES));

    assertThatThrownBy(() -> Tombstones.write(drive, ALL)).isInstanceOf(NoSuchFileException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void deletesOnlyTheOneThatIsMeant() throws IOException {
    Tombstones.write(drive, ALL);
    Tombstones.write(drive, ONE);

    Tombstones.delete(drive, ALL);
    Tombstones.delete(drive, ALL);

    assertThat(Tombstones.list(drive)).containsExactly(ONE);
  }

  @Test
  void passesOverOtherFiles() throws IOException {
    for (String name : List.of("x", "1-2-u", "0000000000000001-0000000000001a2b-x")) {
      Files.createFile(directory.resolve(DriveLayout.TOMBSTONES).resolve(name));
    }

    assertThat(Tombstones.list(drive)).isEmpty();
  }

  @Test
  void aDirectoryThatWasRemovedIsMadeAgainButNotTheDrive() throws IOException {
    drive.createDirectory(DriveLayout.TMP);
    new DriveIdentity(UUID.randomUUID(), UUID.randomUUID(), 1, Instant.EPOCH).write(drive);
    Files.delete(directory.resolve(DriveLayout.TOMBSTONES));
    Tombstones.write(drive, ALL);
    assertThat(Tombstones.list(drive)).containsExactly(ALL);

    LocalDriveFiles gone = new LocalDriveFiles(directory.resolve("gone"));
    assertThatThrownBy(() -> Tombstones.write(gone, ALL)).isInstanceOf(NoSuchFileException.class);
    assertThat(directory.resolve("gone")).doesNotExist();
  }

  @Test
  void buriesTheVersionsOfItsKind() {
    assertThat(ALL.buries(1, 0x1a2b)).isTrue();
    assertThat(ALL.buries(1, 5)).isTrue();
    assertThat(ALL.buries(1, 0x1a2c)).isFalse();
    assertThat(ALL.buries(2, 5)).isFalse();
    assertThat(ONE.buries(-1, 7)).isTrue();
    assertThat(ONE.buries(-1, 6)).isFalse();
  }
}
