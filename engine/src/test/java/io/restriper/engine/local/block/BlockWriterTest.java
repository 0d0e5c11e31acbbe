package io.restriper.engine.local.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.drive.CrashException;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveFormat;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.local.drive.LocalDriveFiles;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockWriterTest {
  private static final int LENGTH = Blocks.TWO_CHUNKS;
  private static final BlockHeader HEADER = Blocks.header(Blocks.ID, LENGTH);
  private static final byte[] PAYLOAD = Blocks.payload(LENGTH);

  @TempDir private Path directory;
  private DriveFiles plain;
  private FaultyDriveFiles drive;

  @BeforeEach
  void format() throws IOException {
    plain = new LocalDriveFiles(directory);
    drive = new FaultyDriveFiles(plain);
    DriveFormat.format(
        plain, new DriveIdentity(Blocks.CLUSTER, UUID.randomUUID(), 1, Instant.EPOCH));
  }

  @Test
  void theFileHasTheTimeOfItsVersionAndNothingElseIsLeft() throws IOException {
    String toSync = BlockWriter.write(drive, HEADER, PAYLOAD, 0);

    assertThat(toSync).isEqualTo(BlockNames.directory(Blocks.ID));
    DriveFiles.Stat stat = plain.stat(BlockNames.path(Blocks.ID));
    assertThat(stat.modifiedMillis()).isEqualTo(HEADER.modified());
    assertThat(stat.size()).isEqualTo(BlockFormat.PAGE + LENGTH);
    assertWhole();
    assertThat(plain.list("tmp")).isEmpty();
  }

  @Test
  void theBytesAreSyncedOnceBeforeTheName() throws IOException {
    drive.failAll(Operation.RENAME, Failure.EIO);

    assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0));

    assertThat(drive.operations(Operation.SYNC)).isEqualTo(1);
  }

  @Test
  void aCrashAtAnyStepLeavesTheWholeFileOrNone() throws IOException {
    BlockWriter.write(drive, HEADER, PAYLOAD, 0);
    long steps = drive.operations();
    plain.delete(BlockNames.path(Blocks.ID));
    for (long step = 1; step <= steps; step++) {
      drive.crashAt(step);
      assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0))
          .isInstanceOf(CrashException.class);
      drive.heal();
      assertThat(names()).as("step %d", step).isEmpty();
    }
    BlockWriter.write(drive, HEADER, PAYLOAD, 0);
    assertWhole();
  }

  @Test
  void aCrashWhileABlockIsReplacedLeavesTheOldOneWhole() throws IOException {
    BlockWriter.write(drive, HEADER, PAYLOAD, 0);
    long steps = drive.operations();
    for (long step = 1; step <= steps; step++) {
      drive.crashAt(step);
      assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0))
          .isInstanceOf(CrashException.class);
      drive.heal();
      assertWhole();
    }
  }

  @Test
  void shortWritesAreCarriedOn() throws IOException {
    drive.shortWrites(1000);

    BlockWriter.write(drive, HEADER, PAYLOAD, 0);

    assertWhole();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE", "WRITE", "SET_MODIFIED", "SYNC", "RENAME"})
  void anErrorAtAnyStepLeavesNothing(Operation operation) throws IOException {
    for (Failure failure : Failure.values()) {
      drive.failAll(operation, failure);
      IOException expected = failure.exception("x");
      assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0))
          .isInstanceOf(expected.getClass())
          .hasMessageEndingWith(expected.getMessage().substring(1));
      drive.heal();
      assertThat(names()).isEmpty();
      assertThat(plain.list("tmp")).isEmpty();
    }
  }

  @Test
  void aTornWriteLeavesNothing() throws IOException {
    for (int write = 1; write <= 2; write++) {
      drive.tornNth(write);
      assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0))
          .hasMessageContaining("Input/output error");
      assertThat(names()).isEmpty();
      assertThat(plain.list("tmp")).isEmpty();
    }
  }

  @Test
  void theFirstErrorIsTheOneThatIsThrown() {
    drive.failAll(Operation.WRITE, Failure.ENOSPC).failAll(Operation.DELETE, Failure.EIO);

    assertThatThrownBy(() -> BlockWriter.write(drive, HEADER, PAYLOAD, 0))
        .hasMessageContaining("No space left")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void aDirectoryThatWasRemovedIsMadeAgainDurably() throws IOException {
    Files.delete(directory.resolve(BlockNames.directory(Blocks.ID)));

    BlockWriter.write(drive, HEADER, PAYLOAD, 0);

    assertWhole();
    assertThat(drive.operations(Operation.SYNC_DIRECTORY)).isEqualTo(2);
  }

  @Test
  void nothingIsMadeInThePlaceOfADriveThatWasTakenOut() throws IOException {
    LocalDriveFiles other = new LocalDriveFiles(Files.createDirectory(directory.resolve("other")));
    other.createDirectory(BlockNames.TMP);

    assertThatThrownBy(() -> BlockWriter.write(other, HEADER, PAYLOAD, 0))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(other.list("")).containsExactly(BlockNames.TMP);
    assertThat(other.list(BlockNames.TMP)).isEmpty();
  }

  @Test
  void aDriveThatIsGoneStaysGone() {
    DriveFiles gone = new LocalDriveFiles(directory.resolve("gone"));

    assertThatThrownBy(() -> BlockWriter.write(gone, HEADER, PAYLOAD, 0))
        .isInstanceOf(NoSuchFileException.class);

    assertThat(directory.resolve("gone")).doesNotExist();
  }

  @Test
  void writesThePartOfThePayloadThatIsMeant() throws IOException {
    byte[] wide = new byte[LENGTH * 2];
    System.arraycopy(PAYLOAD, 0, wide, 777, LENGTH);

    BlockWriter.write(drive, HEADER, wide, 777);

    assertWhole();
  }

  private List<String> names() throws IOException {
    return plain.list(BlockNames.directory(Blocks.ID));
  }

  private void assertWhole() throws IOException {
    byte[] target = new byte[LENGTH];
    try (VerifiedBlock block = VerifiedBlock.open(plain, Blocks.ID, Blocks.CLUSTER)) {
      block.readAll(target, 0);
    }
    assertThat(target).isEqualTo(PAYLOAD);
  }
}
