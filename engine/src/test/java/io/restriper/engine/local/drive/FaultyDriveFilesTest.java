package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDriveFilesTest {
  @TempDir private Path directory;
  private FaultyDriveFiles drive;

  @BeforeEach
  void wrapADrive() {
    drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
  }

  @Test
  void failsTheNthOperationOfItsKindOnly() throws IOException {
    drive.failNth(Operation.CREATE, 2, Failure.EIO);

    write("a");
    assertThatThrownBy(() -> write("b")).hasMessageContaining("Input/output error");
    write("c");

    assertThat(drive.list("")).containsExactlyInAnyOrder("a", "c");
    assertThat(drive.operations(Operation.CREATE)).isEqualTo(3);
  }

  @Test
  void failsOnNamesThatMatch() throws IOException {
    drive.failWhere(Operation.WRITE, "b"::equals, Failure.ENOSPC);

    write("a");
    assertThatThrownBy(() -> write("b"))
        .isInstanceOfSatisfying(IOException.class, e -> assertThat(IoErrors.isNoRoom(e)).isTrue());
    drive.heal();
    write("b");
  }

  @Test
  void aReadOnlyDriveStillReads() throws IOException {
    write("a");
    drive.readOnly();

    assertThat(drive.stat("a").size()).isEqualTo(4);
    assertThatThrownBy(() -> drive.delete("a"))
        .isInstanceOfSatisfying(
            IOException.class, e -> assertThat(IoErrors.isReadOnly(e)).isTrue());
  }

  @Test
  void aDriveThatIsGoneDoesWhatALocalOneDoes() throws IOException {
    write("a");
    drive.gone();

    assertThat(drive.list("")).isEmpty();
    drive.delete("a");
    assertThatThrownBy(() -> drive.stat("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(drive::space).isInstanceOf(NoSuchFileException.class);
    drive.heal();
    assertThat(drive.list("")).containsExactly("a");
  }

  @Test
  void nothingHappensAfterACrash() throws IOException {
    drive.crashAt(2);

    assertThatThrownBy(() -> write("a")).isInstanceOf(CrashException.class);
    assertThatThrownBy(() -> drive.delete("a")).isInstanceOf(CrashException.class);

    drive.heal();
    assertThat(drive.stat("a").size()).isZero();
  }

  @Test
  void aTornWriteLeavesHalf() throws IOException {
    drive.tornNth(1);

    assertThatThrownBy(() -> write("a")).hasMessageContaining("Input/output error");

    assertThat(drive.stat("a").size()).isEqualTo(2);
  }

  @Test
  void aShortWriteTakesWhatIsSaid() throws IOException {
    drive.shortWrites(3);

    try (DriveFiles.Output output = drive.create("a")) {
      ByteBuffer bytes = ByteBuffer.allocate(4);
      assertThat(output.write(bytes)).isEqualTo(3);
      assertThat(bytes.remaining()).isEqualTo(1);
    }
  }

  private void write(String name) throws IOException {
    try (DriveFiles.Output output = drive.create(name)) {
      output.write(ByteBuffer.allocate(4));
    }
  }
}
