package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Clients;
import io.restriper.benchmarks.measure.Contest;
import io.restriper.benchmarks.measure.IoCounts;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Scratch;
import io.restriper.benchmarks.measure.Took;
import io.restriper.benchmarks.report.Figure;
import io.restriper.engine.coding.Encoding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Durable writes of files. */
final class WriteScenario {
  private static final String ENCODING = "4+2";
  private static final int DRIVES = 6;

  private final Contest contest;
  private final Scratch scratch;

  WriteScenario(Contest contest, Scratch scratch) {
    this.contest = contest;
    this.scratch = scratch;
  }

  /** Rates in user data a second. */
  void bytes(List<Load> loads) throws Exception {
    for (Load load : loads) {
      run(load, "MB/s", load.bytes() / 1e6);
    }
  }

  /** Rates in files a second. */
  void files(Load load) throws Exception {
    run(load, "files/s", load.files());
  }

  private void run(Load load, String unit, double amount) throws Exception {
    String name = load.name("writer");
    try (LiveVolume volume = new LiveVolume(scratch.next("volume"), ENCODING, DRIVES);
        FloorDrives floor = new FloorDrives(scratch.next("floor"), DRIVES, true);
        FloorDrives recorded = new FloorDrives(scratch.next("recorded"), DRIVES, true);
        FloorDrives barer = new FloorDrives(scratch.next("barer"), DRIVES, false)) {
      volume.awaitSettled();
      Map<String, Contest.Attempt> subjects = new LinkedHashMap<>();
      subjects.put(
          Figure.RESTRIPER,
          round -> {
            Machine.settle();
            IoCounts.At before = volume.counts().now();
            Took took = Took.of(() -> volume.write("round-" + round, load));
            if (round == contest.rounds()) {
              tell(name, load, volume.counts().now().since(before));
            }
            return took.rate(amount);
          });
      subjects.put(Figure.FLOOR, round -> measure(floor, load, amount, FloorDrives.Batch::finish));
      subjects.put(
          "floor, with a record",
          round -> measure(recorded, load, amount, FloorDrives.Batch::commit));
      subjects.put(
          "floor, fsync only", round -> measure(barer, load, amount, FloorDrives.Batch::finish));
      contest.run("write", name, unit, subjects);
    }
  }

  /** How a file of the floor ends. */
  private interface End {
    void of(FloorDrives.Batch batch) throws IOException;
  }

  private static Took.Rate measure(FloorDrives drives, Load load, double amount, End end)
      throws Exception {
    Machine.settle();
    return Took.of(() -> write(drives, load, end)).rate(amount);
  }

  private void tell(String name, Load load, IoCounts.At counts) {
    String part = "write, counts";
    contest.add(
        part,
        name,
        Figure.RESTRIPER,
        (double) counts.written() / load.bytes(),
        "bytes written to drives a byte");
    contest.add(
        part,
        name,
        Figure.RESTRIPER,
        (double) (counts.fileSyncs() + counts.directorySyncs()) / load.files(),
        "fsyncs of drives a file");
  }

  /** Writes the block files that the engine writes for the load, on the threads that it has. */
  static Void write(FloorDrives drives, Load load) throws Exception {
    return write(drives, load, FloorDrives.Batch::finish);
  }

  private static Void write(FloorDrives drives, Load load, End end) throws Exception {
    Encoding encoding = Encoding.parse(ENCODING);
    List<Integer> stripes = load.blockLengths(encoding);
    return Clients.run(
        load.clients(), load.files(), number -> writeFile(drives, encoding, stripes, end));
  }

  private static void writeFile(
      FloorDrives drives, Encoding encoding, List<Integer> stripes, End end) throws IOException {
    FloorDrives.Batch batch = drives.new Batch();
    for (int payload : stripes) {
      for (int block = 0; block < encoding.totalBlocks(); block++) {
        batch.write(block % drives.drives(), payload);
      }
    }
    end.of(batch);
  }
}
