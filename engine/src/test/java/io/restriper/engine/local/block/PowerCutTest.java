package io.restriper.engine.local.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.CrashException;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveFormat;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveInspector;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.drive.Tombstones;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerCutTest {
  private static final int LENGTH = Blocks.TWO_CHUNKS;
  private static final BlockHeader HEADER = Blocks.header(Blocks.ID, LENGTH);
  private static final byte[] PAYLOAD = Blocks.payload(LENGTH);
  private static final DriveIdentity IDENTITY =
      new DriveIdentity(Blocks.CLUSTER, new UUID(3, 4), 1, Instant.EPOCH);
  private static final Tombstone TOMBSTONE = new Tombstone(1, 2, Tombstone.Kind.ONLY);

  private interface Action {
    void on(DriveFiles drive) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aPowerCutWhileABlockIsWrittenLeavesTheWholeBlockOrNone(Survivors survivors)
      throws IOException {
    for (long step = 1; step <= steps(PowerCutTest::writeBlock); step++) {
      MemoryDriveFiles left = cutAt(step, survivors, PowerCutTest::writeBlock);
      if (left.list(BlockNames.directory(Blocks.ID)).contains(BlockNames.fileName(Blocks.ID))) {
        assertWhole(left);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPowerCutWhileABlockIsReplacedLeavesAWholeBlock(Survivors survivors) throws IOException {
    Action replace =
        drive -> {
          writeBlock(drive);
          writeBlock(drive);
        };
    long steps = steps(replace);
    for (long step = steps(PowerCutTest::writeBlock) + 1; step <= steps; step++) {
      assertWhole(cutAt(step, survivors, replace));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockIsDurableWhenItsDirectoryIsSynced(Survivors survivors) throws IOException {
    MemoryDriveFiles memory = formatted();
    writeBlock(memory);

    MemoryDriveFiles left = memory.afterPowerCut(survivors);

    assertWhole(left);
    assertThat(left.stat(BlockNames.path(Blocks.ID)).modifiedMillis()).isEqualTo(HEADER.modified());
  }

  @ParameterizedTest
  @EnumSource
  void aTombstoneIsDurableWhenItIsWritten(Survivors survivors) throws IOException {
    MemoryDriveFiles memory = formatted();
    Tombstones.write(memory, TOMBSTONE);

    assertThat(Tombstones.list(memory.afterPowerCut(survivors))).containsExactly(TOMBSTONE);
  }

  @ParameterizedTest
  @EnumSource
  void aPowerCutWhileADriveIsFormattedLeavesAnEmptyDirectoryOrADrive(Survivors survivors)
      throws IOException {
    MemoryDriveFiles whole = new MemoryDriveFiles();
    FaultyDriveFiles counted = new FaultyDriveFiles(whole);
    DriveFormat.format(counted, IDENTITY);
    assertThat(state(whole.afterPowerCut(survivors))).isEqualTo(SlotState.HEALTHY);
    assertThat(whole.afterPowerCut(survivors).list(BlockNames.BLOCKS)).hasSize(256);
    for (long step = 1; step <= counted.operations(); step++) {
      MemoryDriveFiles memory = new MemoryDriveFiles();
      FaultyDriveFiles drive = new FaultyDriveFiles(memory).crashAt(step);
      assertThatThrownBy(() -> DriveFormat.format(drive, IDENTITY))
          .isInstanceOf(CrashException.class);
      MemoryDriveFiles left = memory.afterPowerCut(survivors);
      assertThat(state(left)).as("step %d", step).isIn(SlotState.EMPTY, SlotState.HEALTHY);
      if (state(left) == SlotState.HEALTHY) {
        assertThat(left.list(BlockNames.BLOCKS)).hasSize(256);
      }
    }
  }

  private static void writeBlock(DriveFiles drive) throws IOException {
    drive.syncDirectory(BlockWriter.write(drive, HEADER, PAYLOAD, 0));
  }

  private static MemoryDriveFiles formatted() throws IOException {
    MemoryDriveFiles memory = new MemoryDriveFiles();
    DriveFormat.format(memory, IDENTITY);
    return memory;
  }

  private static long steps(Action action) throws IOException {
    FaultyDriveFiles counted = new FaultyDriveFiles(formatted());
    action.on(counted);
    return counted.operations();
  }

  private static MemoryDriveFiles cutAt(long step, Survivors survivors, Action action)
      throws IOException {
    MemoryDriveFiles memory = formatted();
    FaultyDriveFiles drive = new FaultyDriveFiles(memory).crashAt(step);
    assertThatThrownBy(() -> action.on(drive)).isInstanceOf(CrashException.class);
    return memory.afterPowerCut(survivors);
  }

  private static SlotState state(DriveFiles drive) {
    return new DriveInspector(Blocks.CLUSTER, 1).inspect(drive, "it", true).state();
  }

  private static void assertWhole(DriveFiles drive) throws IOException {
    byte[] target = new byte[LENGTH];
    try (VerifiedBlock block = VerifiedBlock.open(drive, Blocks.ID, Blocks.CLUSTER)) {
      block.readAll(target, 0);
    }
    assertThat(target).isEqualTo(PAYLOAD);
  }
}
