package io.restriper.contract.provider;

import static org.awaitility.Awaitility.await;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.LocalVolume;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.restripe.Restriper;
import io.restriper.engine.restripe.RestriperSettings;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Patience;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Trigger;
import io.restriper.server.RestriperServer;
import io.restriper.server.access.Access;
import io.restriper.server.http.HttpOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A real server over a real volume on real directories, in whatever condition a test brings it
 * into: drives are removed, and runs held where they are.
 */
final class World implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DRIVES = 8;
  private static final int BLOCK = 64 * 1024;

  /** What is kept in reserve and two blocks. */
  private static final long CRAMPED = (4L << 20) + 2 * BLOCK;

  private final Path root;
  private final LocalVolume volume;
  private final Restriper restriper;
  private final Optional<Gate> gate;
  private final RestriperServer server;

  private World(
      Path root,
      LocalVolume volume,
      Restriper restriper,
      Optional<Gate> gate,
      RestriperServer server) {
    this.root = root;
    this.volume = volume;
    this.restriper = restriper;
    this.gate = gate;
    this.server = server;
  }

  /** How a world is made. */
  static final class Plan {
    private Optional<Gate> gate = Optional.empty();
    private BiFunction<Path, DriveFiles, DriveFiles> drives = (path, files) -> files;
    private Function<LocalVolume, Volume> seen = volume -> volume;
    private RestriperSettings settings = RestriperSettings.DEFAULTS;
    private int timesFaster = 1;
    private Path root;
    private boolean started = true;
    private Access access = Access.open();

    Plan held(Gate where) {
      gate = Optional.of(where);
      return this;
    }

    Plan over(UnaryOperator<DriveFiles> files) {
      drives = (path, drive) -> files.apply(drive);
      return this;
    }

    /** All tasks fail, and the restriper does not wait for long. */
    Plan failing() {
      seen = FailingVolume::new;
      Duration moment = Duration.ofMillis(1);
      settings = new RestriperSettings(1, 8, 1, moment, moment, Duration.ofMinutes(5));
      return this;
    }

    /** Pauses that the volume makes are over so many times sooner. */
    Plan volumeTimeRuns(int times) {
      timesFaster = times;
      return this;
    }

    /** The restriper takes a run for stalled that gets no further for a moment. */
    Plan stallingSoon() {
      RestriperSettings usual = RestriperSettings.DEFAULTS;
      settings =
          new RestriperSettings(
              usual.workers(),
              usual.pageSize(),
              usual.attempts(),
              usual.backoff(),
              usual.retryPause(),
              Duration.ofMillis(1));
      return this;
    }

    /** The first drive has room for few more blocks. */
    Plan firstDriveCramped() {
      drives =
          (path, drive) ->
              path.endsWith("drive-1") ? claiming(drive, CRAMPED, "of drive 1") : drive;
      return this;
    }

    /** The restriper is there and does not begin. */
    Plan restriperAtRest() {
      started = false;
      return this;
    }

    /** Nobody else is let in. */
    Plan lettingIn(Access who) {
      access = who;
      return this;
    }

    /** Over what another world left behind. */
    Plan on(Path directory) {
      root = directory;
      return this;
    }

    World start() throws IOException, EngineStartException {
      Path directory = root == null ? Scratch.folder() : root;
      int times = timesFaster;
      EngineRuntime runtime =
          EngineRuntime.real()
              .withPatience(Patience.DEFAULT.times(times))
              .withNanos(() -> System.nanoTime() * times)
              .withDrives(path -> drives.apply(path, new LocalDriveFiles(path)))
              .withBlockSize(BLOCK)
              .withLookInterval(Duration.ofMillis(20));
      LocalVolume volume = LocalVolume.open(settings(directory, "4+2", DRIVES), runtime);
      FaultPoints faults = gate.isPresent() ? gate.get() : FaultPoints.NONE;
      Restriper restriper =
          new Restriper(
              seen.apply(volume),
              volume.runLog(),
              1,
              settings,
              System::nanoTime,
              Clock.systemUTC(),
              faults,
              volume.events());
      if (started) {
        restriper.start();
      }
      RestriperServer server =
          RestriperServer.start(
              new InetSocketAddress("127.0.0.1", 0),
              HttpOptions.defaults().with(access),
              volume.files(),
              volume::facts,
              restriper::status,
              volume.events(),
              restriper.runs(),
              volume);
      return new World(directory, volume, restriper, gate, server);
    }
  }

  private static EngineSettings settings(Path directory, String encoding, int count) {
    List<DriveSettings> drives = new ArrayList<>();
    for (int drive = 1; drive <= count; drive++) {
      drives.add(new DriveSettings(directory.resolve("drive-" + drive), 1));
    }
    // Without a scrub, which could find what a state has damaged before the reader does.
    EngineSettings.Upkeep upkeep = new EngineSettings.Upkeep(0, Duration.ZERO);
    return new EngineSettings(directory, "test", 1, Encoding.parse(encoding), drives, upkeep);
  }

  /** File operations that tell of a full file system. */
  static DriveFiles full(DriveFiles files) {
    return claiming(files, 0, "full");
  }

  private static DriveFiles claiming(DriveFiles files, long free, String fileSystem) {
    return (DriveFiles)
        Proxy.newProxyInstance(
            World.class.getClassLoader(),
            new Class<?>[] {DriveFiles.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(files, arguments);
                return result instanceof DriveFiles.Space space
                    ? new DriveFiles.Space(fileSystem, space.total(), free, space.mountPoint())
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  URI uri() {
    return server.uri();
  }

  Path root() {
    return root;
  }

  World withFile(byte[] content) {
    volume
        .files()
        .write(VolumePath.parse("/dir/file"), new ByteArrayInputStream(content), Optional.empty());
    return this;
  }

  /** Files with blocks on every drive, so that the loss of any drive is a loss of blocks. */
  World withFiles(int count) {
    for (int file = 0; file < count; file++) {
      volume
          .files()
          .write(
              VolumePath.parse("/many/" + file),
              new ByteArrayInputStream(new byte[1000]),
              Optional.empty());
    }
    return this;
  }

  /** A file with so many blocks on every drive that new drives want their share of them. */
  World withLargeFile() {
    byte[] content = new byte[24 * 4 * BLOCK];
    volume
        .files()
        .write(VolumePath.parse("/large"), new ByteArrayInputStream(content), Optional.empty());
    return this;
  }

  World addDrives(int more) throws EngineStartException {
    volume.reconfigure(settings(root, "4+2", DRIVES + more));
    return this;
  }

  World changeEncoding(String encoding) throws EngineStartException {
    volume.reconfigure(settings(root, encoding, DRIVES));
    return this;
  }

  /** Takes a drive away at once, and waits until that is noticed. */
  World lose(int drive) throws IOException {
    Path gone = root.resolve("gone-" + drive);
    Files.move(path(drive), gone);
    delete(gone);
    return awaitSlot(drive, SlotState.MISSING);
  }

  /** Takes a drive away for a while. */
  World takeOutAndPutBack(int drive) throws IOException {
    Path away = root.resolve("away-" + drive);
    Files.move(path(drive), away);
    awaitSlot(drive, SlotState.MISSING);
    Files.move(away, path(drive));
    return awaitSlot(drive, SlotState.HEALTHY);
  }

  /** Puts an empty drive in the place of one that is lost. */
  World replace(int drive) throws IOException {
    Files.createDirectory(path(drive));
    return awaitSlot(drive, SlotState.HEALTHY);
  }

  Path path(int drive) {
    return root.resolve("drive-" + drive);
  }

  World awaitSlot(int drive, SlotState state) {
    await().atMost(LIMIT).until(() -> volume.facts().slots().get(drive - 1).state() == state);
    return this;
  }

  World awaitHeld() {
    await().atMost(LIMIT).until(() -> gate.orElseThrow().isReached());
    return this;
  }

  World awaitSafe() {
    await()
        .atMost(LIMIT)
        .until(() -> status().state() == RunState.FINISHED && !status().dataAtRisk());
    return this;
  }

  World awaitBlocked() {
    await().atMost(LIMIT).until(() -> !status().blockedReason().isEmpty());
    return this;
  }

  World awaitRemaining(int drives) {
    await()
        .atMost(LIMIT)
        .until(() -> volume.facts().protection().remainingDriveFailures() == drives);
    return this;
  }

  /** Begins the work of a restriper that was at rest. */
  World startRestriper() {
    restriper.start();
    return this;
  }

  /** Waits until the volume has called for a run for this reason. */
  World awaitCall(Trigger trigger) {
    await().atMost(LIMIT).until(() -> volume.risk().trigger() == trigger);
    return this;
  }

  /** Waits until a run is over whose trigger is this. */
  World awaitRun(Trigger trigger) {
    await().atMost(LIMIT).until(() -> newest(run -> run.trigger() == trigger && run.finished()));
    return this;
  }

  /** Waits until the run that is going on is blocked for a reason. */
  World awaitBlocked(BlockedCode code) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                newest(
                    run ->
                        run.undone().blocked().stream()
                            .anyMatch(blocked -> blocked.reason().code() == code)));
    return this;
  }

  private boolean newest(Predicate<RunReport> expected) throws IOException {
    return restriper.runs().before(Long.MAX_VALUE, 1).stream().anyMatch(expected);
  }

  /** Reads /dir/file to its end. */
  World readFile() throws IOException {
    try (OpenFile file = volume.files().open(VolumePath.parse("/dir/file"))) {
      file.range(0, Long.MAX_VALUE).transferTo(OutputStream.nullOutputStream());
    }
    return this;
  }

  RestriperStatus status() {
    return restriper.status();
  }

  /** Stops everything and leaves the directories to another world. */
  Path leave() {
    gate.ifPresent(Gate::open);
    server.close();
    restriper.close();
    volume.close();
    return root;
  }

  @Override
  public void close() throws IOException {
    delete(leave());
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> walk = Files.walk(directory)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
