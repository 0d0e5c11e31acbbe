package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.report.Figures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the engine does with files on a disk, next to what the disk does with the same files through
 * {@link java.nio.channels.FileChannel} and nothing else.
 */
public final class DiskReport {
  private static final List<String> SCENARIOS =
      List.of("write", "small", "read", "rebuild", "foreground", "rebalance", "transcode");

  /** Rounds that count, where others than the usual three do: those that take a second or less. */
  private static final Map<String, Integer> ROUNDS = Map.of("write", 5, "small", 5, "read", 7);

  private static final int USUAL_ROUNDS = 3;
  private static final String HDFS = "hdfs";
  private static final long MIB = 1 << 20;
  private static final long SMALL = MIB / 64;
  private static final int WARM_UP_FILES = 8000;

  /** What upkeep has to do with. */
  private static final Load STORED = new Load(64 * MIB, 16, 2);

  private DiskReport() {}

  /**
   * Measures.
   *
   * @param args the file to add the figures to, a folder to work in, which is removed afterwards,
   *     and the scenarios; all of them, apart from the one with a peer, if none is named
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("FILE FOLDER [" + String.join("|", SCENARIOS) + "]...");
    }
    Figures figures = new Figures(Path.of(args[0]));
    Path folder = Path.of(args[1]).toAbsolutePath();
    List<String> named = Arrays.asList(args).subList(2, args.length);
    List<String> scenarios = named.isEmpty() ? SCENARIOS : named;
    if (!Machine.canForgetFiles()) {
      System.out.println("Reads are warm: only root can have the system forget what it has read.");
    }
    for (String scenario : scenarios) {
      int rounds = ROUNDS.getOrDefault(scenario, USUAL_ROUNDS);
      try (Scratch scratch = new Scratch(folder)) {
        run(scenario, new Contest(figures, rounds), scratch);
      }
    }
  }

  /** Servers are up for long, so what the JVM does in their first minute is not to be measured. */
  private static void warmUpWrites(Scratch scratch) throws Exception {
    try (LiveVolume volume = new LiveVolume(scratch.next("warm-up"), "4+2", 6)) {
      volume.write("small", new Load(SMALL, WARM_UP_FILES, 8));
      volume.write("files", new Load(MIB, WARM_UP_FILES / 3, 2));
    }
  }

  /** The same for reads. */
  private static void warmUpReads(Scratch scratch) throws Exception {
    try (LiveVolume volume = new LiveVolume(scratch.next("warm-up"), "4+2", 6)) {
      Load load = new Load(MIB, WARM_UP_FILES / 40, 1);
      volume.write("files", load);
      for (int read = 0; read < WARM_UP_FILES; read += load.files()) {
        volume.read("files", load);
      }
    }
  }

  private static void run(String scenario, Contest contest, Scratch scratch) throws Exception {
    switch (scenario) {
      case "write" -> {
        warmUpWrites(scratch);
        new WriteScenario(contest, scratch)
            .bytes(
                List.of(
                    new Load(64 * MIB, 4, 1),
                    new Load(64 * MIB, 8, 4),
                    new Load(MIB, 240, 1),
                    new Load(MIB, 480, 4)));
      }
      case "read" -> {
        warmUpReads(scratch);
        new ReadScenario(contest, scratch).run(64 * MIB, 6, List.of(1, 4));
        new ReadScenario(contest, scratch).run(MIB, 256, List.of(1, 4));
      }
      case "rebuild" -> {
        upkeep(contest, scratch).rebuild(1);
        upkeep(contest, scratch).rebuild(2);
      }
      case "foreground" -> new ForegroundScenario(contest, scratch, STORED).run();
      case "rebalance" -> upkeep(contest, scratch).rebalance();
      case "transcode" -> upkeep(contest, scratch).transcode();
      case HDFS -> besideHdfs(contest, scratch);
      case "small" -> {
        warmUpWrites(scratch);
        new WriteScenario(contest, scratch).files(new Load(SMALL, 2000, 8));
      }
      default -> throw new IllegalArgumentException("no scenario is named " + scenario);
    }
  }

  private static void besideHdfs(Contest contest, Scratch scratch) throws Exception {
    Path build = Path.of("benchmarks", "peers", "hdfs", "target");
    try (HdfsScenario scenario = new HdfsScenario(contest, scratch, build)) {
      scenario.writeAndRead(new Load(64 * MIB, 4, 1));
      scenario.writeAndRead(new Load(64 * MIB, 4, 4));
      scenario.writeAndRead(new Load(MIB, 48, 1));
      scenario.writeAndRead(new Load(MIB, 96, 4));
      scenario.rebuild(new Load(64 * MIB, 12, 2), 1);
      scenario.rebuild(new Load(64 * MIB, 12, 2), 2);
    }
  }

  private static UpkeepScenario upkeep(Contest contest, Scratch scratch) {
    return new UpkeepScenario(contest, scratch, STORED);
  }
}
