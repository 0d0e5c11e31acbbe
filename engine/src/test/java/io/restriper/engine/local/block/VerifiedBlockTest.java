package io.restriper.engine.local.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedBlockTest {
  private static final int LENGTH = Blocks.TWO_CHUNKS;

  @TempDir private Path directory;
  private FaultyDriveFiles drive;
  private Path file;

  @BeforeEach
  void writeABlock() throws IOException {
    drive = new FaultyDriveFiles(new LocalDriveFiles(directory));
    DriveFormat.format(
        drive, new DriveIdentity(Blocks.CLUSTER, UUID.randomUUID(), 1, Instant.EPOCH));
    BlockWriter.write(drive, Blocks.header(Blocks.ID, LENGTH), Blocks.payload(LENGTH), 0);
    file = directory.resolve(BlockNames.path(Blocks.ID));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    byte[] target = new byte[LENGTH + 10];
    try (VerifiedBlock block = open()) {
      assertThat(block.header()).isEqualTo(Blocks.header(Blocks.ID, LENGTH));
      assertThat(block.chunks()).isEqualTo(2);
      block.readAll(target, 10);
    }
    assertThat(Arrays.copyOfRange(target, 10, target.length)).isEqualTo(Blocks.payload(LENGTH));
    assertThat(target).startsWith(new byte[10]);
  }

  @Test
  void readsSomeChunksOnly() throws IOException {
    byte[] target = new byte[128];
    try (VerifiedBlock block = open()) {
      block.read(1, 1, target, 0);
      assertThatThrownBy(() -> block.read(1, 2, target, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    byte[] payload = Blocks.payload(LENGTH);
    assertThat(target).isEqualTo(Arrays.copyOfRange(payload, BlockFormat.CHUNK, LENGTH));
  }

  @Test
  void readsABlockWithALongHeader() throws IOException {
    BlockId id = new BlockId(9, 0, 0);
    String path = ("/" + "n".repeat(254)).repeat(16);
    BlockHeader header = Blocks.header(path, id, LENGTH);
    BlockWriter.write(drive, header, Blocks.payload(LENGTH), 0);
    byte[] target = new byte[LENGTH];

    try (VerifiedBlock block = VerifiedBlock.open(drive, id, Blocks.CLUSTER)) {
      block.readAll(target, 0);
      assertThat(block.header()).isEqualTo(header);
    }

    assertThat(target).isEqualTo(Blocks.payload(LENGTH));
  }

  @Test
  void aWholeBlockTakesTwoReads() throws IOException {
    try (VerifiedBlock block = open()) {
      block.readAll(new byte[LENGTH], 0);
    }
    assertThat(drive.operations(Operation.READ)).isEqualTo(2);
  }

  @Test
  void everyChangedByteOfThePayloadIsNoticedInItsChunkOnly() throws IOException {
    byte[] good = Files.readAllBytes(file);
    byte[] target = new byte[BlockFormat.CHUNK];
    for (int at : new int[] {0, 1, 32_768, 65_535, 65_536, 65_600, LENGTH - 1}) {
      byte[] bad = good.clone();
      bad[BlockFormat.PAGE + at] ^= 0x10;
      Files.write(file, bad);
      int chunk = at / BlockFormat.CHUNK;
      try (VerifiedBlock block = open()) {
        assertThatThrownBy(() -> block.read(chunk, 1, target, 0))
            .isInstanceOf(CorruptBlockException.class)
            .hasMessageContaining(BlockNames.path(Blocks.ID));
        assertThatThrownBy(() -> block.readAll(new byte[LENGTH], 0))
            .isInstanceOf(CorruptBlockException.class);
        block.read(1 - chunk, 1, target, 0);
      }
    }
  }

  @Test
  void everyOtherSizeIsNoticed() throws IOException {
    byte[] good = Files.readAllBytes(file);
    int[] sizes = {0, 1, 8, 4095, 4096, 4097, good.length - 1, good.length + 1, good.length * 2};
    for (int size : sizes) {
      Files.write(file, Arrays.copyOf(good, size));
      assertThatThrownBy(this::open).isInstanceOf(CorruptBlockException.class);
    }
  }

  @Test
  void aFileThatIsCutOffWhileItIsOpenIsNoticed() throws IOException {
    try (VerifiedBlock block = open()) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
      assertThatThrownBy(() -> block.readAll(new byte[LENGTH], 0))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("cut off at byte 5000");
    }
  }

  @Test
  void anotherBlockInItsPlaceIsNoticed() throws IOException {
    for (BlockId other :
        new BlockId[] {
          new BlockId(Blocks.ID.version(), Blocks.ID.stripe(), 4),
          new BlockId(Blocks.ID.version(), Blocks.ID.stripe() + 1, 5),
          new BlockId(Blocks.ID.version() + 1, Blocks.ID.stripe(), 5)
        }) {
      BlockWriter.write(drive, Blocks.header(other, LENGTH), Blocks.payload(LENGTH), 0);
      Files.copy(
          directory.resolve(BlockNames.path(other)), file, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(this::open)
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("misplaced")
          .hasMessageContaining(BlockNames.fileName(other));
    }
  }

  @Test
  void aBlockOfAnotherClusterIsNoticed() {
    UUID other = new UUID(1, 2);

    assertThatThrownBy(() -> VerifiedBlock.open(drive, Blocks.ID, other))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("misplaced");
  }

  @Test
  void aBlockThatIsNotThereIsMissingAndNotCorrupt() throws IOException {
    Files.delete(file);

    assertThatThrownBy(this::open).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anErrorOfTheDriveIsNotCorruption() {
    for (Operation operation : new Operation[] {Operation.STAT, Operation.OPEN, Operation.READ}) {
      drive.failAll(operation, Failure.EIO);
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CorruptBlockException.class);
      drive.heal();
    }
  }

  private VerifiedBlock open() throws IOException {
    return VerifiedBlock.open(drive, Blocks.ID, Blocks.CLUSTER);
  }
}
