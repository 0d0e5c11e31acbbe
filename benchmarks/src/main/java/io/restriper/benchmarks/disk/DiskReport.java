package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.report.Figures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the engine does with files on a disk, next to what the disk does with the same files through
 * {@link java.nio.channels.FileChannel} and nothing else.
 */
public final class DiskReport {
  private static final List<String> SCENARIOS =
      List.of("write", "small", "read", "rebuild", "foreground", "rebalance", "transcode");
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final long MIB = 1 << 20;

  /** What upkeep has to do with. */
  private static final Load STORED = new Load(64 * MIB, 16, 2);

  private DiskReport() {}

  /**
   * Measures.
   *
   * @param args the file to add the figures to, a folder to work in, which is removed afterwards,
   *     and the scenarios; all of them if none is named
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("FILE FOLDER [" + String.join("|", SCENARIOS) + "]...");
    }
    Contest contest = new Contest(new Figures(Path.of(args[0])), ROUNDS);
    Path scratch = Path.of(args[1]).toAbsolutePath();
    Set<String> wanted = Set.copyOf(Arrays.asList(args).subList(2, args.length));
    if (!SCENARIOS.containsAll(wanted)) {
      throw new IllegalArgumentException("There are " + SCENARIOS + ", and not all of " + wanted);
    }
    if (!Machine.canForgetFiles()) {
      System.out.println("Reads are warm: only root can have the system forget what it has read.");
    }
    Machine.remove(scratch);
    try {
      for (String scenario : SCENARIOS) {
        if (wanted.isEmpty() || wanted.contains(scenario)) {
          run(scenario, contest, scratch);
        }
      }
    } finally {
      Machine.remove(scratch);
    }
  }

  private static void run(String scenario, Contest contest, Path scratch) throws Exception {
    switch (scenario) {
      case "write" ->
          new WriteScenario(contest, scratch)
              .bytes(
                  List.of(
                      new Load(64 * MIB, 8, 1),
                      new Load(64 * MIB, 8, 4),
                      new Load(MIB, 96, 1),
                      new Load(MIB, 256, 4)));
      case "read" -> {
        new ReadScenario(contest, scratch).run(64 * MIB, 8, List.of(1, 4));
        new ReadScenario(contest, scratch).run(MIB, 384, List.of(1, 4));
      }
      case "rebuild" -> {
        upkeep(contest, scratch).rebuild(1);
        upkeep(contest, scratch).rebuild(2);
      }
      case "foreground" -> new ForegroundScenario(contest, scratch, STORED).run();
      case "rebalance" -> upkeep(contest, scratch).rebalance();
      case "transcode" -> upkeep(contest, scratch).transcode();
      case "small" -> new WriteScenario(contest, scratch).files(new Load(MIB / 64, 800, 8));
      default -> throw new IllegalStateException(scenario);
    }
  }

  private static UpkeepScenario upkeep(Contest contest, Path scratch) {
    return new UpkeepScenario(contest, scratch, STORED);
  }
}
