package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.Patience;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.VolumePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** An engine over directories, that a test can break, restart and look into. */
public final class EngineFixture implements AutoCloseable {
  /** Small, so that small files have several stripes. */
  public static final int BLOCK = 64 * 1024;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Tests that count or break input and output do not want any in between. */
  private static final EngineSettings.Upkeep NO_SCRUB = new EngineSettings.Upkeep(0, Duration.ZERO);

  private final Path root;
  private final Set<Integer> takenOut = new TreeSet<>();
  private Encoding encoding;
  private int drives;
  private final Map<Path, FaultyDriveFiles> faulty = new ConcurrentHashMap<>();
  private FaultPoints faults = FaultPoints.NONE;
  private int blockSize = BLOCK;
  private long bufferBytes = EngineRuntime.real().bufferBytes();
  private LongSupplier nanos = System::nanoTime;
  private Function<Integer, Integer> nodeOf = drive -> 1;
  private Function<Path, DriveFiles> files;
  private EngineSettings.Upkeep upkeep = NO_SCRUB;
  private Clock clock = Clock.systemUTC();
  private Patience patience = Patience.DEFAULT;
  private Catalog.Opener catalogs = SqliteCatalog::open;
  private Engine engine;

  public EngineFixture(Path root, String encoding, int drives) {
    this.root = root;
    this.encoding = Encoding.parse(encoding);
    this.drives = drives;
    this.files =
        path -> faulty.computeIfAbsent(path, p -> new FaultyDriveFiles(new LocalDriveFiles(p)));
  }

  public EngineFixture withFaults(FaultPoints points) {
    faults = points;
    return this;
  }

  /** Puts another catalog beside the drives. */
  public EngineFixture withCatalogs(Catalog.Opener opener) {
    catalogs = opener;
    return this;
  }

  /** Makes blocks of another size, in bytes. */
  public EngineFixture withBlockSize(int bytes) {
    blockSize = bytes;
    return this;
  }

  /** Has so much memory for blocks that are on their way, in bytes. */
  public EngineFixture withBufferBytes(long bytes) {
    bufferBytes = bytes;
    return this;
  }

  /** Puts other file operations below the drives. */
  public EngineFixture withDriveFiles(Function<Path, DriveFiles> drive) {
    files = drive;
    return this;
  }

  /** Lets pauses that the engine makes be over so many times sooner. */
  public EngineFixture withTimeThatRuns(int timesFaster) {
    nanos = () -> System.nanoTime() * timesFaster;
    patience = Patience.DEFAULT.times(timesFaster);
    return this;
  }

  /** Leaves a drive out of the configuration. */
  public EngineFixture withoutDrive(int drive) {
    takenOut.add(drive);
    return this;
  }

  public EngineFixture withNodes(Function<Integer, Integer> nodes) {
    nodeOf = nodes;
    return this;
  }

  public EngineFixture withUpkeep(EngineSettings.Upkeep settings) {
    upkeep = settings;
    return this;
  }

  /** Waits for drives for another while. */
  public EngineFixture withPatience(Patience other) {
    patience = other;
    return this;
  }

  /** Puts other clocks in the place of the real ones. */
  public EngineFixture withTime(Clock time, LongSupplier ticker) {
    clock = time;
    nanos = ticker;
    return this;
  }

  public EngineSettings settings() {
    List<DriveSettings> list = new ArrayList<>();
    for (int drive = 1; drive <= drives; drive++) {
      if (!takenOut.contains(drive)) {
        list.add(new DriveSettings(drivePath(drive), nodeOf.apply(drive)));
      }
    }
    return new EngineSettings(root, "test", 1, encoding, list, upkeep);
  }

  /** Changes the encoding while the engine runs. */
  public void changeEncoding(String changed) throws EngineStartException {
    encoding = Encoding.parse(changed);
    engine.reconfigure(settings());
  }

  /** Adds drives while the engine runs, so that there are so many. */
  public void addDrives(int count) throws EngineStartException {
    drives = count;
    engine.reconfigure(settings());
  }

  /** Changes the encoding and adds drives, so that there are so many, in one step. */
  public void change(String changed, int count) throws EngineStartException {
    encoding = Encoding.parse(changed);
    addDrives(count);
  }

  /** Takes a drive out of the configuration while the engine runs. */
  public void takeOut(int drive) throws EngineStartException {
    takenOut.add(drive);
    engine.reconfigure(settings());
  }

  /** Puts a drive back into the configuration while the engine runs. */
  public void putBack(int drive) throws EngineStartException {
    takenOut.remove(drive);
    engine.reconfigure(settings());
  }

  public EngineRuntime runtime() {
    return EngineRuntime.real()
        .withDrives(files)
        .withFaults(faults)
        .withClocks(clock, nanos)
        .withPatience(patience)
        .withBlockSize(blockSize)
        .withBufferBytes(bufferBytes)
        .withLookInterval(Duration.ofMillis(20));
  }

  public EngineFixture start() throws EngineStartException {
    engine = Engine.start(settings(), runtime(), catalogs);
    return this;
  }

  public EngineFixture restart() throws EngineStartException {
    engine.close();
    return start();
  }

  public void stop() {
    engine.close();
  }

  public Engine engine() {
    return engine;
  }

  public RestriperStatus status() {
    return engine.status();
  }

  public Path drivePath(int drive) {
    return root.resolve("drive-" + drive);
  }

  public FaultyDriveFiles faulty(int drive) {
    return faulty.get(drivePath(drive));
  }

  public Path catalog() {
    return root.resolve("catalog").resolve("catalog.db");
  }

  public static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public FileAttributes put(String path, byte[] content) {
    return engine
        .files()
        .write(VolumePath.parse(path), new ByteArrayInputStream(content), Optional.empty());
  }

  public byte[] get(String path) {
    return get(path, 0, Long.MAX_VALUE);
  }

  public byte[] get(String path, long offset, long length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpenFile file = engine.files().open(VolumePath.parse(path))) {
      OpenFile.Range range = file.range(offset, length);
      range.transferTo(out);
      assertThat(out.size()).isEqualTo(range.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public void delete(String path) {
    engine.files().delete(VolumePath.parse(path));
  }

  /** Waits until the restriper has finished a run, nothing is left to do, and data is safe. */
  public void awaitSafe() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(status())
                    .matches(
                        status ->
                            status.state() == RunState.FINISHED
                                && !status.dataAtRisk()
                                && status.blockedReason().isEmpty()));
  }

  /** Waits until the drive's slot is in a state; from a loss on, nothing counts as safe. */
  public void awaitSlot(int drive, SlotState state) {
    await().atMost(LIMIT).until(() -> slotState(drive) == state);
  }

  public SlotState slotState(int drive) {
    return engine.facts().slots().get(drive - 1).state();
  }

  public String awaitBlocked() {
    return await().atMost(LIMIT).until(() -> status().blockedReason(), said -> !said.isEmpty());
  }

  /** Takes a drive away at once, with all that is on it. */
  public void removeDrive(int drive) throws IOException {
    Path gone = root.resolve("gone-" + drive);
    Files.move(drivePath(drive), gone);
    removeTree(gone);
  }

  public static void removeTreeIfThere(Path directory) throws IOException {
    if (Files.exists(directory)) {
      removeTree(directory);
    }
  }

  public static void removeTree(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The block files on a drive; those that come or go meanwhile may be among them. */
  public List<Path> blockFiles(int drive) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String directory : DriveLayout.blockDirectories()) {
      Path path = drivePath(drive).resolve(directory);
      // Null if it is not there, as on a drive that is away.
      String[] names = path.toFile().list();
      for (String name : names == null ? new String[0] : names) {
        files.add(path.resolve(name));
      }
    }
    return files;
  }

  public int blockFileCount() throws IOException {
    int count = 0;
    for (int drive = 1; drive <= drives; drive++) {
      count += blockFiles(drive).size();
    }
    return count;
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
