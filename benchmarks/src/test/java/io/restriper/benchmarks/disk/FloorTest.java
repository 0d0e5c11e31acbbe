package io.restriper.benchmarks.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.benchmarks.measure.IoCounts;
import io.restriper.engine.coding.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the floor does the same as the engine, no less and no more. */
class FloorTest {
  private static final int DRIVES = 8;
  private static final int FILES = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"16384", "1048576", "9000000"})
  void theFloorWritesTheFilesThatTheEngineWrites(long size) throws Exception {
    Load load = new Load(size, FILES, 2);
    try (LiveVolume volume = volume();
        FloorDrives floor = new FloorDrives(folder.resolve("floor"), DRIVES, true)) {
      IoCounts.At before = volume.counts().now();
      volume.write("files", load);
      WriteScenario.write(floor, load);

      IoCounts.At counts = volume.counts().now().since(before);
      List<Long> own = sizes(volume.drivePaths());
      assertThat(sizes(List.of(folder.resolve("floor")))).isEqualTo(own).isNotEmpty();
      assertThat(counts.written()).isEqualTo(own.stream().mapToLong(each -> each).sum());
      assertThat(counts.fileSyncs()).isEqualTo(own.size());
      volume.read("files", load);
    }
  }

  @Test
  void theFloorOfARebuildReadsEnoughAndWritesWhatIsLost() throws Exception {
    try (LiveVolume volume = volume()) {
      volume.write("files", new Load(9_000_000, FILES, 1));
      volume.awaitSettled();
      StoredBlocks stored = StoredBlocks.on(volume.drivePaths());
      List<Integer> lost = List.of(1, 2);
      long bytes =
          stored.blocks().stream()
              .filter(block -> lost.contains(block.drive() + 1))
              .mapToLong(StoredBlocks.Block::payload)
              .sum();
      List<FloorTasks.Task> tasks = FloorTasks.rebuild(stored.stripes(), lost, 4);

      assertThat(FloorTasks.bytesWritten(tasks)).isEqualTo(bytes).isPositive();
      assertThat(tasks)
          .allSatisfy(
              task ->
                  assertThat(task.read())
                      .hasSize(4)
                      .noneMatch(block -> lost.contains(block.drive() + 1)));
      IoCounts.At before = volume.counts().now();
      Rebuild rebuild = Rebuild.of(volume, lost, bytes / 1e6);
      long written = volume.counts().now().since(before).written();
      assertThat(written).isGreaterThanOrEqualTo(bytes);
      assertThat(rebuild.phase().perSecond()).isPositive();
      assertThat(rebuild.fromDetection().perSecond()).isPositive();
    }
  }

  @Test
  void theFloorOfATranscodeReadsTheDataOnceAndWritesAllNewBlocks() throws Exception {
    long size = 24L << 20;
    try (LiveVolume volume = volume()) {
      volume.write("files", new Load(size, FILES, 1));
      StoredBlocks stored = StoredBlocks.on(volume.drivePaths());
      List<FloorTasks.Task> tasks = FloorTasks.transcode(stored, 4, 6, 8);

      assertThat(FloorTasks.bytesRead(tasks)).isEqualTo(FILES * size);
      assertThat(FloorTasks.bytesWritten(tasks)).isEqualTo(FILES * size * 8 / 6);
    }
  }

  @Test
  void aStripeHasAsManyBlocksAsTheEncodingSays() throws Exception {
    Load load = new Load((4 << 20) + 1, 1, 1);

    assertThat(load.blockLengths(Encoding.parse("4+2"))).containsExactly(1 << 20, 64);
  }

  private LiveVolume volume() throws Exception {
    return new LiveVolume(folder.resolve("volume"), "4+2", DRIVES);
  }

  private static List<Long> sizes(List<Path> folders) throws Exception {
    List<Long> sizes = new java.util.ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.filter(each -> each.toString().contains("/blocks/")).toList()) {
          if (Files.isRegularFile(file)) {
            sizes.add(Files.size(file));
          }
        }
      }
    }
    return sizes.stream().sorted().toList();
  }
}
