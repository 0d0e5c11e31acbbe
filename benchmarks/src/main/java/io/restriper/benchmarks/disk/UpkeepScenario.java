package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.BufferMemory;
import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.IoCounts;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.measure.Took;
import io.restriper.benchmarks.report.Figure;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The phases of a run, without users: each round on a volume of its own, read from the disk. */
final class UpkeepScenario {
  private static final String ENCODING = "4+2";
  private static final int DRIVES = 8;

  /** What a stopped engine had meant to do later holds its buffers for ten seconds, or so. */
  private static final int FORGETTING = 20;

  private final Contest contest;
  private final Scratch scratch;
  private final Load load;

  /**
   * @param load files that the volume has
   */
  UpkeepScenario(Contest contest, Scratch scratch, Load load) {
    this.contest = contest;
    this.scratch = scratch;
    this.load = load;
  }

  /** Something that a round does with the volume; the rates by subject. */
  private interface Round {
    Map<String, Took.Rate> run(LiveVolume volume, boolean last) throws Exception;
  }

  /** The volume loses drives, and rebuilds what was on them. */
  void rebuild(int lostDrives) throws Exception {
    List<Integer> lost = IntStream.rangeClosed(1, lostDrives).boxed().toList();
    String name = lostDrives == 1 ? "of one drive" : "of " + lostDrives + " drives";
    rounds(
        "rebuild",
        name,
        DRIVES,
        (volume, last) -> {
          StoredBlocks stored = StoredBlocks.on(volume.drivePaths());
          List<FloorTasks.Task> tasks =
              FloorTasks.rebuild(stored.stripes(), lost, volume.encoding().dataBlocks());
          double megabytes = FloorTasks.bytesWritten(tasks) / 1e6;
          Map<String, Took.Rate> rates = floors(tasks, megabytes);
          volume.restart();
          volume.awaitSettled();
          if (last) {
            TimeUnit.SECONDS.sleep(FORGETTING);
          }
          BufferMemory memory = BufferMemory.now();
          IoCounts.At before = volume.counts().now();
          Rebuild rebuild = Rebuild.of(volume, lost, megabytes);
          rates.put(Figure.RESTRIPER, rebuild.phase());
          rates.put("restriper, from detection", rebuild.fromDetection());
          if (last) {
            tellCounts(name, megabytes * 1e6, tasks.size(), volume.counts().now().since(before));
            tellMemory(name, memory, BufferMemory.now());
          }
          return rates;
        });
  }

  private void tellMemory(String name, BufferMemory before, BufferMemory after) {
    String part = "rebuild, memory";
    contest.add(
        part,
        name,
        Figure.RESTRIPER,
        (after.arrays() - before.arrays()) / 1e6,
        "MB of blocks at most");
    // What was there before may be of threads that have ended since.
    contest.add(part, name, Figure.RESTRIPER, after.direct() / 1e6, "MB of the JDK's buffers");
  }

  private void tellCounts(String name, double bytes, int stripes, IoCounts.At counts) {
    String part = "rebuild, counts";
    contest.add(part, name, Figure.RESTRIPER, counts.read() / bytes, "bytes read a rebuilt byte");
    contest.add(
        part, name, Figure.RESTRIPER, counts.written() / bytes, "bytes written a rebuilt byte");
    contest.add(
        part,
        name,
        Figure.RESTRIPER,
        (double) (counts.fileSyncs() + counts.directorySyncs()) / stripes,
        "fsyncs of drives a stripe");
  }

  /** A drive is added, and the fill is levelled. */
  void rebalance() throws Exception {
    rounds(
        "rebalance",
        "a drive added to " + (DRIVES - 1),
        DRIVES - 1,
        (volume, last) -> {
          List<StoredBlocks.Block> blocks = StoredBlocks.on(volume.drivePaths()).blocks();
          List<FloorTasks.Task> tasks = FloorTasks.copy(blocks, DRIVES);
          Map<String, Took.Rate> rates = floors(tasks, FloorTasks.bytesWritten(tasks) / 1e6);
          long earlier = volume.lastRun();
          Machine.forgetFiles();
          volume.drives(DRIVES);
          rates.put(Figure.RESTRIPER, phaseRate(volume.awaitRun(earlier), Phase.REBALANCE));
          return rates;
        });
  }

  /** The encoding is changed; rates in bytes of users' data. */
  void transcode() throws Exception {
    String target = "6+2";
    rounds(
        "transcode",
        ENCODING + " to " + target,
        DRIVES,
        (volume, last) -> {
          StoredBlocks stored = StoredBlocks.on(volume.drivePaths());
          List<FloorTasks.Task> tasks =
              FloorTasks.transcode(stored, volume.encoding().dataBlocks(), 6, 8);
          Map<String, Took.Rate> rates = floors(tasks, load.bytes() / 1e6);
          long earlier = volume.lastRun();
          Machine.forgetFiles();
          volume.encoding(target);
          RunReport run = volume.awaitRun(earlier);
          double seconds = Runs.seconds(run, Phase.TRANSCODE);
          rates.put(Figure.RESTRIPER, new Took.Rate(load.bytes() / 1e6 / seconds, Double.NaN));
          return rates;
        });
  }

  private static Took.Rate phaseRate(RunReport run, Phase phase) throws Exception {
    return new Took.Rate(Runs.bytes(run, phase) / 1e6 / Runs.seconds(run, phase), Double.NaN);
  }

  private Map<String, Took.Rate> floors(List<FloorTasks.Task> tasks, double amount)
      throws Exception {
    Map<String, Took.Rate> rates = new LinkedHashMap<>();
    rates.put(
        Figure.FLOOR, FloorTasks.run(scratch.next("floor"), DRIVES, true, tasks).rate(amount));
    rates.put(
        "floor, fsync only",
        FloorTasks.run(scratch.next("barer"), DRIVES, false, tasks).rate(amount));
    return rates;
  }

  private void rounds(String part, String name, int drives, Round round) throws Exception {
    contest.together(
        part,
        name,
        "MB/s",
        number -> {
          try (LiveVolume volume = new LiveVolume(scratch.next("volume"), ENCODING, drives)) {
            volume.write("files", load);
            volume.awaitSettled();
            return round.run(volume, number == contest.rounds());
          }
        });
  }
}
