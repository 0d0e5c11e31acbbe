package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.PeerProcess;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.measure.Took;
import io.restriper.benchmarks.report.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same files on the same disk in HDFS, all of which runs in one other process, in turns with
 * ours.
 */
final class HdfsScenario implements AutoCloseable {
  private static final String PEER = "HDFS 3.5";
  private static final String ENCODING = "4+2";
  private static final int DRIVES = 8;

  private final Contest contest;
  private final Scratch scratch;
  private final PeerProcess hdfs;

  /**
   * @param build folder with the classes and libraries of the peer
   */
  HdfsScenario(Contest contest, Scratch scratch, Path build) throws Exception {
    this.contest = contest;
    this.scratch = scratch;
    this.hdfs =
        new PeerProcess(build, "io.restriper.benchmarks.hdfs.HdfsPeer", scratch.next("hdfs"));
    hdfs.tell("start", 4, 2, DRIVES);
  }

  /** Both write durably, and read from the disk what they wrote. */
  void writeAndRead(Load load) throws Exception {
    try (LiveVolume volume = new LiveVolume(scratch.next("volume"), ENCODING, DRIVES)) {
      volume.awaitSettled();
      contest.run(
          "beside HDFS, write",
          load.name("writer"),
          "MB/s",
          subjects(
              round -> {
                Machine.settle();
                return Took.of(() -> volume.write("round-" + round, load)).seconds();
              },
              round -> {
                Machine.settle();
                return tell("write", "round-" + round, load);
              },
              load.bytes() / 1e6));
      contest.run(
          "beside HDFS, read",
          load.name("reader") + (Machine.canForgetFiles() ? ", cold" : ", warm"),
          "MB/s",
          subjects(
              round -> {
                Machine.forgetFiles();
                return Took.of(() -> volume.read("round-" + round, load)).seconds();
              },
              round -> {
                Machine.forgetFiles();
                return tell("read", "round-" + round, load);
              },
              load.bytes() / 1e6));
      for (int round = 0; round <= contest.rounds(); round++) {
        hdfs.tell("delete", "round-" + round);
      }
    }
  }

  /** Both lose drives, and rebuild what was on them. */
  void rebuild(Load load, int lostDrives) throws Exception {
    List<Integer> lost = IntStream.rangeClosed(1, lostDrives).boxed().toList();
    contest.together(
        "beside HDFS, rebuild",
        lostDrives == 1 ? "of one drive" : "of " + lostDrives + " drives",
        "MB/s",
        round -> {
          Map<String, Took.Rate> rates = new HashMap<>();
          try (LiveVolume volume = new LiveVolume(scratch.next("volume"), ENCODING, DRIVES)) {
            volume.write("files", load);
            volume.awaitSettled();
            double bytes =
                StoredBlocks.on(volume.drivePaths()).blocks().stream()
                    .filter(block -> lost.contains(block.drive() + 1))
                    .mapToLong(StoredBlocks.Block::payload)
                    .sum();
            Rebuild own = Rebuild.of(volume, lost, bytes / 1e6);
            rates.put(Figure.RESTRIPER, own.phase());
            rates.put(Figure.RESTRIPER + ", from detection", own.fromDetection());
          }
          tell("write", "files", load);
          Machine.forgetFiles();
          double[] answer = hdfs.tell("lose", lostDrives);
          rates.put(PEER, new Took.Rate(answer[2] / 1e6 / answer[0], Double.NaN));
          rates.put(
              PEER + ", from detection", new Took.Rate(answer[2] / 1e6 / answer[1], Double.NaN));
          hdfs.tell("delete", "files");
          return rates;
        });
  }

  /** Says how many seconds it took. */
  private interface Timed {
    double run(int round) throws Exception;
  }

  private static Map<String, Contest.Attempt> subjects(Timed own, Timed peer, double amount) {
    Map<String, Contest.Attempt> subjects = new LinkedHashMap<>();
    subjects.put(Figure.RESTRIPER, round -> new Took.Rate(amount / own.run(round), Double.NaN));
    subjects.put(PEER, round -> new Took.Rate(amount / peer.run(round), Double.NaN));
    return subjects;
  }

  private double tell(String command, String directory, Load load) throws Exception {
    return hdfs.tell(command, directory, load.size(), load.files(), load.clients())[0];
  }

  @Override
  public void close() throws IOException {
    hdfs.close();
  }
}
