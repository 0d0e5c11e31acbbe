package io.restriper.engine.local.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDriveFilesTest {
  @TempDir private Path directory;
  private LocalDriveFiles drive;

  @BeforeEach
  void openADrive() {
    drive = new LocalDriveFiles(directory);
  }

  @Test
  void readsFromAPositionWhatWasWritten() throws IOException {
    byte[] bytes = new byte[600_000];
    bytes[500_000] = 42;
    write("a", bytes);

    try (DriveFiles.Input input = drive.open("a")) {
      ByteBuffer target = ByteBuffer.allocate(10);
      assertThat(input.read(target, 500_000)).isEqualTo(10);
      assertThat(target.get(0)).isEqualTo((byte) 42);
      assertThat(input.read(ByteBuffer.allocate(10), 599_995)).isEqualTo(5);
      assertThat(input.read(ByteBuffer.allocate(10), 600_000)).isEqualTo(-1);
    }
  }

  @Test
  void aTransferIsBoundedAndLeavesTheLimitOfTheBuffer() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(600_000);
    try (DriveFiles.Output output = drive.create("a")) {
      assertThat(output.write(bytes)).isPositive().isLessThan(600_000);
      assertThat(bytes.limit()).isEqualTo(600_000);
      while (bytes.hasRemaining()) {
        output.write(bytes);
      }
    }
    bytes.clear();
    try (DriveFiles.Input input = drive.open("a")) {
      assertThat(input.read(bytes, 0)).isPositive().isLessThan(600_000);
      assertThat(bytes.limit()).isEqualTo(600_000);
    }
  }

  @Test
  void creatingReplacesWhatWasThere() throws IOException {
    write("a", new byte[10]);
    write("a", new byte[] {1});

    assertThat(directory.resolve("a")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void renamingReplacesWhatWasThere() throws IOException {
    write("a", new byte[] {1});
    write("b", new byte[] {2});

    drive.rename("a", "b");

    assertThat(drive.list("")).containsExactly("b");
    assertThat(directory.resolve("b")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void setsTheTimeOfLastChange() throws IOException {
    try (DriveFiles.Output output = drive.create("a")) {
      output.setModified(1_234_567_890_123L);
      output.sync();
    }
    assertThat(drive.stat("a")).isEqualTo(new DriveFiles.Stat(0, 1_234_567_890_123L));
  }

  @Test
  void aDirectoryIsMadeOnce() throws IOException {
    drive.createDirectory("d");
    drive.createDirectory("d");
    drive.syncDirectory("d");
    drive.syncDirectory("");
    write("f", new byte[0]);

    assertThat(drive.list("")).containsExactlyInAnyOrder("d", "f");
    assertThatThrownBy(() -> drive.createDirectory("f"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> drive.createDirectory("x/y")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatIsNotThere() throws IOException {
    assertThat(drive.list("d")).isEmpty();
    drive.delete("a");
    assertThatThrownBy(() -> drive.open("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> drive.stat("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> drive.syncDirectory("d")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void noOperationMakesTheDirectoryOfTheDrive() throws IOException {
    Path path = directory.resolve("gone");
    LocalDriveFiles gone = new LocalDriveFiles(path);

    assertThatThrownBy(() -> gone.create("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> gone.createDirectory("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> gone.rename("a", "b")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> gone.syncDirectory("")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(gone::space).isInstanceOf(NoSuchFileException.class);
    assertThat(gone.list("")).isEmpty();
    gone.delete("a");
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", ""})
  void namesThatLeadOutsideAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> drive.create(name));
    assertThatIllegalArgumentException().isThrownBy(() -> drive.createDirectory(name));
    assertThatIllegalArgumentException().isThrownBy(() -> drive.delete(name));
  }

  @Test
  void drivesOnOneFileSystemSayTheSameOfIt() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));

    DriveFiles.Space space = drive.space();

    assertThat(new LocalDriveFiles(other).space().fileSystem()).isEqualTo(space.fileSystem());
    assertThat(space.free()).isBetween(0L, space.total());
    assertThat(new LocalDriveFiles(other).space().mountPoint()).isFalse();
    assertThat(new LocalDriveFiles(Path.of("/")).space().mountPoint()).isTrue();
  }

  @Test
  void aFileIsNoDrive() throws IOException {
    write("a", new byte[0]);

    assertThatThrownBy(new LocalDriveFiles(directory.resolve("a"))::space)
        .isInstanceOf(NotDirectoryException.class);
  }

  private void write(String name, byte[] content) throws IOException {
    try (DriveFiles.Output output = drive.create(name)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        output.write(bytes);
      }
    }
  }
}
