package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Clients;
import io.restriper.benchmarks.measure.CountingDriveFiles;
import io.restriper.benchmarks.measure.IoCounts;
import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** An engine over directories, as a server has it, but for the scrub. */
final class LiveVolume implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Reads in between would be counted and would disturb. */
  private static final EngineSettings.Upkeep NO_SCRUB = new EngineSettings.Upkeep(0, Duration.ZERO);

  private final Path root;
  private final IoCounts counts = new IoCounts();
  private Encoding encoding;
  private int drives;
  private Engine engine;

  /**
   * Makes it and starts it.
   *
   * @param root of all its directories; must not be there
   */
  LiveVolume(Path root, String encoding, int drives) throws IOException, EngineStartException {
    this.root = root;
    this.encoding = Encoding.parse(encoding);
    this.drives = drives;
    makeDrives();
    start();
  }

  private void makeDrives() throws IOException {
    for (int drive = 1; drive <= drives; drive++) {
      Files.createDirectories(drivePath(drive));
    }
  }

  private void start() throws EngineStartException {
    EngineRuntime runtime =
        EngineRuntime.real()
            .withDrives(path -> new CountingDriveFiles(new LocalDriveFiles(path), counts));
    engine = Engine.start(settings(), runtime);
  }

  /** Starts it anew: it keeps no buffers from before. */
  void restart() throws EngineStartException {
    engine.close();
    start();
  }

  private EngineSettings settings() {
    List<DriveSettings> list = new ArrayList<>();
    for (int drive = 1; drive <= drives; drive++) {
      list.add(new DriveSettings(drivePath(drive), 1));
    }
    return new EngineSettings(root.resolve("data"), "benchmark", 1, encoding, list, NO_SCRUB);
  }

  /** Adds empty drives, so that there are so many. */
  void drives(int count) throws IOException, EngineStartException {
    drives = count;
    makeDrives();
    engine.reconfigure(settings());
  }

  /** Changes the encoding. */
  void encoding(String changed) throws EngineStartException {
    encoding = Encoding.parse(changed);
    engine.reconfigure(settings());
  }

  /** Takes drives away at once. */
  void lose(List<Integer> lost) throws IOException {
    for (int drive : lost) {
      Files.move(drivePath(drive), root.resolve("gone-" + drive));
    }
  }

  /** Waits until the engine has noticed that drives are gone. */
  void awaitLost(int count) throws Exception {
    await(
        () ->
            engine.facts().slots().stream()
                    .filter(slot -> slot.state() == SlotState.MISSING)
                    .count()
                == count);
  }

  /**
   * Waits until another run has ended and nothing calls for one.
   *
   * @param after ID of the run before it
   */
  RunReport awaitRun(long after) throws Exception {
    await(
        () ->
            lastRun() > after
                && engine.isSettled()
                && engine.status().state() == RunState.FINISHED);
    return engine.runs().newest().orElseThrow();
  }

  /** Waits until no run is going on and none is called for. */
  void awaitSettled() throws Exception {
    await(engine::isSettled);
  }

  /** The ID of the newest run; 0 if there was none. */
  long lastRun() throws IOException {
    return engine.runs().newest().map(RunReport::id).orElse(0L);
  }

  Engine engine() {
    return engine;
  }

  IoCounts counts() {
    return counts;
  }

  Encoding encoding() {
    return encoding;
  }

  /** The directory of a drive, from 1. */
  Path drivePath(int drive) {
    return root.resolve("drive-" + drive);
  }

  /** The directories of the drives that are there. */
  List<Path> drivePaths() {
    List<Path> paths = new ArrayList<>();
    for (int drive = 1; drive <= drives; drive++) {
      if (Files.exists(drivePath(drive))) {
        paths.add(drivePath(drive));
      }
    }
    return paths;
  }

  /** Writes the files of a load below a directory. */
  Void write(String directory, Load load) throws Exception {
    return Clients.run(
        load.clients(),
        load.files(),
        number ->
            engine
                .files()
                .write(path(directory, number), new Content(load.size()), Optional.empty()));
  }

  /** Reads the files of a load and throws the bytes away. */
  Void read(String directory, Load load) throws Exception {
    return Clients.run(
        load.clients(),
        load.files(),
        number -> {
          if (read(path(directory, number), 0, Long.MAX_VALUE) != load.size()) {
            throw new IOException("file " + number + " is not as long as it was");
          }
        });
  }

  /** Reads a range of a file and throws it away; returns how long it was. */
  long read(VolumePath path, long offset, long length) throws IOException {
    try (OpenFile file = engine.files().open(path)) {
      OpenFile.Range range = file.range(offset, length);
      range.transferTo(OutputStream.nullOutputStream());
      return range.length();
    }
  }

  static VolumePath path(String directory, int number) {
    return VolumePath.parse("/" + directory + "/file-" + number);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IOException("waited in vain for ten minutes");
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Stops it; its directories stay. */
  @Override
  public void close() {
    engine.close();
  }
}
