package io.restriper.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.drive.CrashException;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the catalogs hold one word each, which says what they belong to. */
class CatalogSwapTest {
  private static final Map<String, String> BEFORE =
      Map.of(
          "lock", "",
          "catalog.db", "old",
          "catalog.db-wal", "old log",
          "before-rebuild-catalog.db", "oldest",
          "before-rebuild-catalog.db-journal", "oldest journal");
  private static final Map<String, String> AFTER =
      Map.of(
          "lock", "",
          "catalog.db", "new",
          "before-rebuild-catalog.db", "old",
          "before-rebuild-catalog.db-wal", "old log");

  @Test
  void theNewCatalogIsInPlaceAndTheOldOneIsKeptWithItsLog() throws IOException {
    MemoryDriveFiles directory = directory();
    new CatalogSwap(directory).swap();
    assertThat(contents(directory)).isEqualTo(AFTER);
  }

  @ParameterizedTest
  @EnumSource
  void aPowerCutLeavesTheOldCatalogOrTheNewOneWithWhatBelongsToIt(Survivors survivors)
      throws IOException {
    FaultyDriveFiles counted = new FaultyDriveFiles(directory());
    new CatalogSwap(counted).swap();
    boolean decided = false;
    for (long step = 1; step <= counted.operations(); step++) {
      MemoryDriveFiles left = cutDuringSwap(step, survivors);
      new CatalogSwap(left).recover();
      boolean done = contents(left).get("catalog.db").equals("new");
      assertThat(done || !decided).as("step %d does not undo what was decided", step).isTrue();
      decided = done;
      if (done) {
        assertThat(contents(left)).as("step %d", step).isEqualTo(AFTER);
      } else {
        assertThat(contents(left))
            .as("step %d", step)
            .containsEntry("catalog.db", "old")
            .containsEntry("catalog.db-wal", "old log")
            .doesNotContainKeys("catalog-rebuilt.db", "catalog-ready.db");
      }
    }
    assertThat(decided).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aPowerCutDuringTheRecoveryFromOneDoesNoHarm(Survivors survivors) throws IOException {
    FaultyDriveFiles counted = new FaultyDriveFiles(decided());
    new CatalogSwap(counted).recover();
    for (long step = 1; step <= counted.operations(); step++) {
      MemoryDriveFiles directory = decided();
      FaultyDriveFiles faulty = new FaultyDriveFiles(directory).crashAt(step);
      assertThatThrownBy(() -> new CatalogSwap(faulty).recover())
          .isInstanceOf(CrashException.class);
      MemoryDriveFiles left = directory.afterPowerCut(survivors);
      new CatalogSwap(left).recover();
      assertThat(contents(left)).as("step %d", step).isEqualTo(AFTER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsDurableWhenItReturns(Survivors survivors) throws IOException {
    MemoryDriveFiles directory = directory();
    new CatalogSwap(directory).swap();
    assertThat(contents(directory.afterPowerCut(survivors))).isEqualTo(AFTER);
  }

  @Test
  void aNewCatalogThatStillHasALogDoesNotCount() throws IOException {
    MemoryDriveFiles directory = directory();
    write(directory, "catalog-rebuilt.db-wal", "not in the database yet");
    assertThatThrownBy(() -> new CatalogSwap(directory).swap())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be finished");
    new CatalogSwap(directory).recover();
    assertThat(contents(directory)).isEqualTo(BEFORE);
  }

  @Test
  void whatARebuildThatBrokeOffWasWorkingOnIsClearedAway() throws IOException {
    MemoryDriveFiles directory = directory();
    write(directory, "catalog-rebuilt.db-wal", "half");
    write(directory, "rebuild-scratch.db", "half");
    new CatalogSwap(directory).recover();
    assertThat(contents(directory)).isEqualTo(BEFORE);
  }

  /** A directory in which a swap stopped right after it was decided. */
  private static MemoryDriveFiles decided() throws IOException {
    MemoryDriveFiles directory = directory();
    FaultyDriveFiles faulty = new FaultyDriveFiles(directory);
    faulty.failWhere(
        FaultyDriveFiles.Operation.RENAME,
        name -> name.equals("catalog.db"),
        FaultyDriveFiles.Failure.EIO);
    assertThatThrownBy(() -> new CatalogSwap(faulty).swap()).isInstanceOf(IOException.class);
    assertThat(contents(directory)).containsKeys("catalog-ready.db", "catalog.db");
    return directory;
  }

  private static MemoryDriveFiles cutDuringSwap(long step, Survivors survivors) throws IOException {
    MemoryDriveFiles directory = directory();
    FaultyDriveFiles faulty = new FaultyDriveFiles(directory).crashAt(step);
    assertThatThrownBy(() -> new CatalogSwap(faulty).swap()).isInstanceOf(CrashException.class);
    return directory.afterPowerCut(survivors);
  }

  private static MemoryDriveFiles directory() throws IOException {
    MemoryDriveFiles directory = new MemoryDriveFiles();
    for (Map.Entry<String, String> file : BEFORE.entrySet()) {
      write(directory, file.getKey(), file.getValue());
    }
    write(directory, "catalog-rebuilt.db", "new");
    return directory;
  }

  private static void write(DriveFiles directory, String name, String content) throws IOException {
    try (DriveFiles.Output output = directory.create(name)) {
      output.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
      output.sync();
    }
    directory.syncDirectory("");
  }

  private static Map<String, String> contents(DriveFiles directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : directory.list("")) {
      ByteBuffer bytes = ByteBuffer.allocate(64);
      try (DriveFiles.Input input = directory.open(name)) {
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
          read = input.read(bytes, bytes.position());
        }
      }
      contents.put(name, new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }
    return contents;
  }
}
