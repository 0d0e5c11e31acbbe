package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Clients;
import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.measure.Took;
import io.restriper.benchmarks.report.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads of whole files: healthy and with two drives gone, from the disk and from the cache. */
final class ReadScenario {
  private static final String ENCODING = "4+2";
  private static final int DRIVES = 6;
  private static final List<Integer> LOST = List.of(1, 2);

  private final Contest contest;
  private final Scratch scratch;

  ReadScenario(Contest contest, Scratch scratch) {
    this.contest = contest;
    this.scratch = scratch;
  }

  /**
   * Reads the same files by different numbers of readers.
   *
   * @param size of each file
   * @param files how many
   */
  void run(long size, int files, List<Integer> readers) throws Exception {
    try (LiveVolume volume = new LiveVolume(scratch.next("volume"), ENCODING, DRIVES);
        FloorDrives floor = new FloorDrives(scratch.next("floor"), DRIVES, true)) {
      volume.write("files", new Load(size, files, 2));
      for (int count : readers) {
        both("healthy", volume, floor, new Load(size, files, count));
      }
      // There is no drive to rebuild on, so the loss stays.
      volume.lose(LOST);
      volume.awaitLost(LOST.size());
      volume.awaitSettled();
      for (int count : readers) {
        both("two drives gone", volume, floor, new Load(size, files, count));
      }
    }
  }

  private void both(String state, LiveVolume volume, FloorDrives floor, Load load)
      throws Exception {
    if (Machine.canForgetFiles()) {
      compare(state + ", cold", true, volume, floor, load);
    }
    compare(state + ", warm", false, volume, floor, load);
  }

  private void compare(String state, boolean cold, LiveVolume volume, FloorDrives floor, Load load)
      throws Exception {
    List<List<StoredBlocks.Block>> files =
        StoredBlocks.on(volume.drivePaths()).enoughToRead(volume.encoding().dataBlocks());
    Map<String, Contest.Attempt> subjects = new LinkedHashMap<>();
    subjects.put(Figure.RESTRIPER, round -> measure(cold, load, () -> volume.read("files", load)));
    subjects.put(Figure.FLOOR, round -> measure(cold, load, () -> read(floor, files, load)));
    contest.run("read", load.name("reader") + ", " + state, "MB/s", subjects);
  }

  private static Took.Rate measure(boolean cold, Load load, java.util.concurrent.Callable<?> work)
      throws Exception {
    if (cold) {
      Machine.forgetFiles();
    }
    return Took.of(work).rate(load.bytes() / 1e6);
  }

  private static Void read(FloorDrives floor, List<List<StoredBlocks.Block>> files, Load load)
      throws Exception {
    return Clients.run(load.clients(), files.size(), number -> floor.read(files.get(number)));
  }
}
