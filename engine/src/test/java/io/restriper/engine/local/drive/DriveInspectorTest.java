package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.DriveFiles.Space;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriveInspectorTest {
  private static final UUID CLUSTER = new UUID(1, 2);
  private static final DriveIdentity IDENTITY =
      new DriveIdentity(CLUSTER, new UUID(3, 4), 1, Instant.EPOCH);
  private static final Space MOUNTED = new Space("dev:7", 1000, 500, true);
  private static final Space NOT_MOUNTED = new Space("dev:1", 1000, 500, false);

  @TempDir private Path temporary;
  private Path directory;
  private FaultyDriveFiles drive;

  @BeforeEach
  void makeADirectory() throws IOException {
    directory = Files.createDirectory(temporary.resolve("drive-1"));
    drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
  }

  @Test
  void aDriveOfOursThatAnswersIsHealthy() throws IOException {
    DriveFormat.format(drive, IDENTITY);

    Inspection inspection = inspect();

    assertThat(inspection.state()).isEqualTo(SlotState.HEALTHY);
    assertThat(inspection.identity()).contains(IDENTITY);
    assertThat(inspection.detail()).isEmpty();
    assertThat(inspection.space()).isPresent();
    assertThat(drive.list(DriveLayout.TMP)).isEmpty();
  }

  @Test
  void anEmptyDirectoryCanBecomeADrive() throws IOException {
    assertThat(inspect().state()).isEqualTo(SlotState.EMPTY);
    Files.createDirectory(directory.resolve("lost+found"));
    assertThat(inspect().state()).isEqualTo(SlotState.EMPTY);
  }

  @Test
  void noDirectoryIsMissingAndIsNotMade() throws IOException {
    Files.delete(directory);

    assertFound(SlotState.MISSING, "There is no directory at " + directory);

    assertThat(directory).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsMissing() throws IOException {
    Files.delete(directory);
    Files.createFile(directory);

    assertFound(SlotState.MISSING, "There is no directory at " + directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.jpg", "tmp/mine", "tombstones/x", "blocks/zz", "blocks/00/x"})
  void aDirectoryWithFilesButNoIdentityIsMissing(String file) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.createFile(path);

    assertFound(SlotState.MISSING, "no identity file");
    assertThat(path).exists();
  }

  @Test
  void aDriveThatLostItsIdentityIsMissingAndNotEmpty() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    Files.createFile(directory.resolve("blocks/7f/0000000000000001-0-00"));
    Files.delete(directory.resolve(DriveLayout.IDENTITY));

    assertFound(SlotState.MISSING, "blocks in it");
  }

  @Test
  void aFileInPlaceOfADirectoryIsSaid() throws IOException {
    Files.createFile(directory.resolve(DriveLayout.BLOCKS));

    assertFound(SlotState.MISSING, "a file where a directory belongs");
  }

  @Test
  void nothingMountedWhereADriveWasMountedIsMissing() {
    drive.space(NOT_MOUNTED);

    Inspection inspection = inspect(true);

    assertThat(inspection.state()).isEqualTo(SlotState.MISSING);
    assertThat(inspection.detail()).startsWith("Nothing is mounted at " + directory);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anotherEmptyFileSystemMountedThereIsEmpty() {
    drive.space(MOUNTED);

    assertThat(inspect(true).state()).isEqualTo(SlotState.EMPTY);
  }

  @Test
  void aDirectoryThatNeverWasAMountPointIsEmpty() {
    drive.space(NOT_MOUNTED);

    assertThat(inspect(false).state()).isEqualTo(SlotState.EMPTY);
  }

  @Test
  @FaultRow(
      fault = Fault.OTHER_CLUSTER,
      on = "a drive",
      outcome = "The drive is of a wrong cluster; nothing is written to it.")
  void aDriveOfAnotherClusterIsWrong() throws IOException {
    DriveFormat.format(drive, new DriveIdentity(new UUID(9, 9), new UUID(3, 4), 1, Instant.EPOCH));

    assertFound(SlotState.WRONG_CLUSTER, new UUID(9, 9).toString());
    assertNothingWasWritten();
  }

  @Test
  void aDriveOfAnotherNodeIsWrong() throws IOException {
    DriveFormat.format(drive, new DriveIdentity(CLUSTER, new UUID(3, 4), 5, Instant.EPOCH));

    assertFound(SlotState.WRONG_NODE, "belongs to node 5");
    assertNothingWasWritten();
  }

  @Test
  void aDriveOfALaterFormatIsWrong() throws IOException {
    Files.writeString(
        directory.resolve(DriveLayout.IDENTITY),
        """
        # The identity of a Restriper drive. Do not change it.
        format=2
        crc32c=81367300
        """);

    assertFound(SlotState.WRONG_VERSION, "has format 2");
    assertNothingWasWritten();
  }

  @Test
  @FaultRow(
      fault = Fault.BIT_FLIP,
      on = "the identity of a drive",
      outcome = "The drive is dead; nothing is written to it.")
  void aDamagedIdentityIsDead() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    Files.writeString(directory.resolve(DriveLayout.IDENTITY), "");

    assertFound(SlotState.DEAD, "is damaged");
  }

  @Test
  void aReadOnlyDriveIsDead() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    drive.readOnly();

    assertFound(SlotState.DEAD, "is read-only");
    assertThat(inspect().identity()).contains(IDENTITY);
  }

  @Test
  void nothingIsWrittenToAnEmptyDirectory() throws IOException {
    assertThat(inspect().state()).isEqualTo(SlotState.EMPTY);

    assertThat(drive.operations(Operation.CREATE)).isZero();
    assertThat(drive.list("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"SPACE", "OPEN", "READ", "CREATE", "WRITE", "DELETE"})
  void aDriveWithErrorsIsDead(Operation operation) throws IOException {
    DriveFormat.format(drive, IDENTITY);
    drive.failAll(operation, Failure.EIO);

    assertFound(SlotState.DEAD, "does not work: Input/output error");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE", "WRITE"})
  void aFullDriveIsHealthy(Operation operation) throws IOException {
    DriveFormat.format(drive, IDENTITY);
    drive.failAll(operation, Failure.ENOSPC);

    assertThat(inspect().state()).isEqualTo(SlotState.HEALTHY);
    assertThat(drive.list(DriveLayout.TMP)).isEmpty();
  }

  @Test
  void aDriveWithoutPermissionIsDead() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    drive.failAll(Operation.CREATE, Failure.EACCES);

    assertFound(SlotState.DEAD, "Permission denied");
  }

  @Test
  void aDriveThatWasPulledOutIsMissing() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    drive.gone();

    assertFound(SlotState.MISSING, "There is no directory");
  }

  @Test
  void theProbeWritesAndDoesNotSync() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    long writes = drive.operations(Operation.WRITE);
    long syncs = drive.operations(Operation.SYNC) + drive.operations(Operation.SYNC_DIRECTORY);

    inspect();

    assertThat(drive.operations(Operation.WRITE)).isEqualTo(writes + 1);
    assertThat(drive.operations(Operation.SYNC) + drive.operations(Operation.SYNC_DIRECTORY))
        .isEqualTo(syncs);
  }

  @Test
  void aCrashAtAnyStepOfFormattingLeavesAnEmptyDirectoryOrADrive() throws IOException {
    DriveFormat.format(drive, IDENTITY);
    long steps = drive.operations();
    for (long step = 1; step <= steps; step++) {
      Path crashed = Files.createDirectory(temporary.resolve("crashed-" + step));
      FaultyDriveFiles files = new FaultyDriveFiles(new LocalDriveFiles(crashed)).crashAt(step);
      assertThatThrownBy(() -> DriveFormat.format(files, IDENTITY))
          .isInstanceOf(CrashException.class);
      files.heal();
      DriveInspector inspector = new DriveInspector(CLUSTER, 1);
      SlotState state = inspector.inspect(files, "it", false).state();
      assertThat(state).isEqualTo(step == steps ? SlotState.HEALTHY : SlotState.EMPTY);
    }
    FaultyDriveFiles again =
        new FaultyDriveFiles(new LocalDriveFiles(temporary.resolve("crashed-" + (steps - 1))));
    DriveFormat.format(again, IDENTITY);
    assertThat(new DriveInspector(CLUSTER, 1).inspect(again, "it", false).state())
        .isEqualTo(SlotState.HEALTHY);
  }

  private Inspection inspect() {
    return inspect(false);
  }

  private Inspection inspect(boolean wasMountPoint) {
    return new DriveInspector(CLUSTER, 1).inspect(drive, directory.toString(), wasMountPoint);
  }

  private void assertFound(SlotState state, String words) {
    Inspection inspection = inspect();
    assertThat(inspection.state()).as(inspection.detail()).isEqualTo(state);
    assertThat(inspection.detail()).contains(words).endsWith(".").contains(directory.toString());
  }

  private void assertNothingWasWritten() {
    long before = drive.operations(Operation.CREATE);
    inspect();
    assertThat(drive.operations(Operation.CREATE)).isEqualTo(before);
  }
}
