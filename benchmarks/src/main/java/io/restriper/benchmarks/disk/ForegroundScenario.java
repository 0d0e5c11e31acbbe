package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Clients;
import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.report.Figure;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long users' reads take while a lost drive is rebuilt, compared to when nothing else goes on.
 */
final class ForegroundScenario {
  private static final int DRIVES = 8;
  private static final int PIECE = 256 * 1024;
  private static final int READERS = 2;
  private static final double P99 = 0.99;
  private static final long THINK_MILLIS = 10;
  private static final int IDLE_READS = 600;

  private final Contest contest;
  private final Scratch scratch;
  private final Load load;
  private final AtomicInteger next = new AtomicInteger();
  private List<Piece> pieces = List.of();

  ForegroundScenario(Contest contest, Scratch scratch, Load load) {
    this.contest = contest;
    this.scratch = scratch;
    this.load = load;
  }

  /** A part of a file; each is read once, so that it comes from the disk. */
  private record Piece(VolumePath file, long offset) {}

  void run() throws Exception {
    List<Double> idle = new ArrayList<>();
    List<Double> busy = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round <= contest.rounds(); round++) {
      try (LiveVolume volume = new LiveVolume(scratch.next("volume"), "4+2", DRIVES)) {
        volume.write("files", load);
        volume.awaitSettled();
        pieces = pieces(round);
        next.set(0);
        long bytes =
            StoredBlocks.on(volume.drivePaths()).blocks().stream()
                .filter(block -> block.drive() == 0)
                .mapToLong(StoredBlocks.Block::payload)
                .sum();
        Machine.forgetFiles();
        List<Double> alone = read(volume, new CompletableFuture<>(), IDLE_READS);
        long earlier = volume.lastRun();
        volume.lose(List.of(1));
        volume.awaitLost(1);
        CompletableFuture<RunReport> run =
            CompletableFuture.supplyAsync(() -> awaitRun(volume, earlier));
        List<Double> beside = read(volume, run, Integer.MAX_VALUE);
        double rate = bytes / 1e6 / Runs.seconds(run.join(), Phase.REPROTECT);
        // The first round warms up.
        if (round > 0) {
          idle.addAll(alone);
          busy.addAll(beside);
          rates.add(rate);
        }
      }
    }
    String name = "reads of 256 KiB, " + READERS + " readers";
    add(name + ", idle", "p99", quantile(idle, P99), "ms");
    add(name + ", rebuild", "p99", quantile(busy, P99), "ms");
    add(name + ", idle", "median", quantile(idle, 0.5), "ms");
    add(name + ", rebuild", "median", quantile(busy, 0.5), "ms");
    add(name + ", rebuild", "rebuilt meanwhile", quantile(rates, 0.5), "MB/s");
  }

  private void add(String name, String what, double value, String unit) {
    contest.add("foreground", name + ", " + what, Figure.RESTRIPER, value, unit);
  }

  private static double quantile(List<Double> values, double part) {
    return Contest.quantile(values.stream().mapToDouble(each -> each).toArray(), part);
  }

  private static RunReport awaitRun(LiveVolume volume, long earlier) {
    try {
      return volume.awaitRun(earlier);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Piece> pieces(int seed) {
    List<Piece> all = new ArrayList<>();
    for (int file = 0; file < load.files(); file++) {
      for (long offset = 0; offset < load.size(); offset += PIECE) {
        all.add(new Piece(LiveVolume.path("files", file), offset));
      }
    }
    Collections.shuffle(all, new Random(seed));
    return all;
  }

  /** Reads pieces with pauses until something is done or so many are read; milliseconds of each. */
  private List<Double> read(LiveVolume volume, CompletableFuture<?> until, int most)
      throws Exception {
    List<Double> took = Collections.synchronizedList(new ArrayList<>());
    Clients.run(
        READERS,
        READERS,
        reader -> {
          for (int n = reader; n < most && !until.isDone(); n += READERS) {
            Piece piece = pieces.get(next.getAndIncrement() % pieces.size());
            long start = System.nanoTime();
            volume.read(piece.file, piece.offset, PIECE);
            took.add((System.nanoTime() - start) / 1e6);
            TimeUnit.MILLISECONDS.sleep(THINK_MILLIS);
          }
        });
    return took;
  }
}
