package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A volume whose process dies and is started again, and which knows what should be on it. The
 * catalog that the next process finds is the one of the instant of death.
 */
final class CrashingVolume implements AutoCloseable {
  static final int STRIPE = 4 * EngineFixture.BLOCK;
  static final int SIZE = 2 * STRIPE + 100;
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TIMES_FASTER = 10;
  private static final List<String> DATABASE = List.of("catalog.db-wal", "catalog.db");

  private final Path root;
  private int driveCount;
  private String encoding = "4+2";
  private final Set<Integer> takenOut = new TreeSet<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final AtomicReference<Deadly> deadly = new AtomicReference<>();
  private final AtomicLong stripesMade = new AtomicLong();
  private CrashingDrives drives;
  private EngineFixture fixture;
  private boolean frozen;
  private int seed;

  /** Nothing is open yet. */
  CrashingVolume(Path root, int driveCount) {
    this.root = root;
    this.driveCount = driveCount;
    prepare();
  }

  /** Where the process dies. */
  private record Deadly(Point point, Predicate<Object> subject, AtomicLong left) {}

  /** Thrown where the work passes a point after the crash. */
  static final class Dead extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Makes what a process needs that has not started. */
  private void prepare() {
    CrashingDrives fresh = new CrashingDrives(this::freeze);
    FaultPoints points =
        (point, subject) -> {
          if (isDeadly(point, subject)) {
            fresh.crash();
          }
          if (fresh.dead()) {
            throw new Dead();
          }
          if (point == Point.TASK_COMMIT && isOf(Phase.TRANSCODE, subject)) {
            stripesMade.incrementAndGet();
          }
        };
    drives = fresh;
    fixture =
        new EngineFixture(root, encoding, driveCount)
            .withDriveFiles(fresh::drive)
            .withFaults(points)
            .withTimeThatRuns(TIMES_FASTER);
    takenOut.forEach(fixture::withoutDrive);
  }

  private static boolean isOf(Phase phase, Object subject) {
    return subject instanceof Task task && task.phase() == phase;
  }

  private boolean isDeadly(Point point, Object subject) {
    Deadly when = deadly.get();
    return when != null
        && when.point == point
        && when.subject.test(subject)
        && when.left.decrementAndGet() <= 0;
  }

  /** Starts the process. */
  void open() throws EngineStartException {
    fixture.start();
  }

  /** Starts the process, which may die while it starts. */
  void openMortally() throws EngineStartException {
    try {
      fixture.start();
    } catch (EngineStartException | Dead e) {
      if (!drives.dead()) {
        throw e;
      }
    }
  }

  /** Kills the process, if it is not dead yet, and gets the next one ready to be started. */
  void die() throws IOException {
    drives.crash();
    fixture.close();
    thaw();
    deadly.set(null);
    prepare();
  }

  void reopen() throws IOException, EngineStartException {
    die();
    open();
  }

  /** The process dies when it passes a point. */
  void dieAt(Point point) {
    deadly.set(new Deadly(point, subject -> true, new AtomicLong(1)));
  }

  /** The process dies when it is about to commit the nth task of a phase from here on. */
  void dieAtCommit(Phase phase, long nth) {
    Predicate<Object> subject = task -> isOf(phase, task);
    deadly.set(new Deadly(Point.TASK_COMMIT, subject, new AtomicLong(nth)));
  }

  /** How many stripes of another encoding all processes have come to commit. */
  long stripesMade() {
    return stripesMade.get();
  }

  void changeEncoding(String changed) throws EngineStartException {
    encoding = changed;
    fixture.changeEncoding(changed);
  }

  void addDrives(int count) throws EngineStartException {
    driveCount = count;
    fixture.addDrives(count);
  }

  void takeOut(int drive) throws EngineStartException {
    takenOut.add(drive);
    fixture.takeOut(drive);
  }

  void putBack(int drive) throws EngineStartException {
    takenOut.remove(drive);
    fixture.putBack(drive);
  }

  EngineFixture fixture() {
    return fixture;
  }

  CrashingDrives drives() {
    return drives;
  }

  /** What should be there, by path; a test may change it. */
  Map<String, byte[]> files() {
    return files;
  }

  /** A content that no other file has. */
  byte[] content(int size) {
    return EngineFixture.bytes(++seed, size);
  }

  void put(String path, int size) {
    byte[] content = content(size);
    fixture.put(path, content);
    files.put(path, content);
  }

  void delete(String path) {
    fixture.delete(path);
    files.remove(path);
  }

  /** The content of a file, or null if there is none. */
  byte[] read(String path) {
    try {
      return fixture.get(path);
    } catch (VolumeException e) {
      assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND);
      return null;
    }
  }

  /** Every file that should be there is as it should be. */
  void assertFiles() {
    assertFilesBut("");
  }

  /** The same, but for one path. */
  void assertFilesBut(String unsure) {
    files.forEach(
        (path, content) -> {
          if (!path.equals(unsure)) {
            assertThat(Arrays.equals(fixture.get(path), content)).as(path).isTrue();
          }
        });
  }

  void awaitDeadOrSafe() {
    await().atMost(LIMIT).until(() -> drives.dead() || !fixture.status().dataAtRisk() && isTidy());
  }

  /** Waits until nothing is at risk, and nothing is on the drives that is not needed. */
  void awaitTidy() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(fixture.status().dataAtRisk()).isFalse();
              assertThat(fixture.blockFileCount()).isEqualTo(blocksOfLivingFiles());
              assertThat(temporaryFiles()).isZero();
            });
  }

  private boolean isTidy() throws IOException {
    return fixture.blockFileCount() == blocksOfLivingFiles() && temporaryFiles() == 0;
  }

  private int blocksOfLivingFiles() {
    Encoding target = Encoding.parse(encoding);
    int stripe = target.dataBlocks() * EngineFixture.BLOCK;
    return files.values().stream()
        .mapToInt(c -> target.totalBlocks() * Math.max(1, (c.length + stripe - 1) / stripe))
        .sum();
  }

  /** Whether the change that was asked for is done, and what it leaves behind is gone. */
  boolean isChanged() throws IOException {
    ProtectionFacts protection = fixture.engine().facts().protection();
    RestriperStatus status = fixture.status();
    return status.state() != RunState.RUNNING
        && status.blockedReason().isEmpty()
        && !status.dataAtRisk()
        && protection.pending().isEmpty()
        && protection.encoding().equals(Encoding.parse(encoding))
        && fixture.engine().facts().slots().size() == driveCount - takenOut.size()
        && isTidy()
        && filesIn("tombstones") == 0;
  }

  void awaitChanged() {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(isChanged()).as(this::describe).isTrue());
  }

  void awaitDeadOrChanged() {
    await().atMost(LIMIT).until(() -> drives.dead() || isChanged());
  }

  private String describe() {
    try {
      return fixture.status()
          + ", "
          + fixture.engine().facts().protection()
          + ", "
          + fixture.blockFileCount()
          + " blocks of "
          + blocksOfLivingFiles()
          + ", "
          + filesIn("tombstones")
          + " tombstones";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private long temporaryFiles() throws IOException {
    return filesIn("tmp");
  }

  private long filesIn(String directory) throws IOException {
    long count = 0;
    for (int drive = 1; drive <= driveCount; drive++) {
      Path in = fixture.drivePath(drive).resolve(directory);
      if (Files.isDirectory(in)) {
        try (Stream<Path> list = Files.list(in)) {
          count += list.filter(file -> !file.endsWith("probe")).count();
        }
      }
    }
    return count;
  }

  /** The log is copied first: what it says is only said again if the database has it too. */
  private void freeze() {
    try {
      Path copy = Files.createDirectories(root.resolve("frozen"));
      for (String name : DATABASE) {
        Path file = fixture.catalog().resolveSibling(name);
        if (Files.exists(file)) {
          Files.copy(file, copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(copy.resolve(name));
        }
      }
      frozen = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void thaw() throws IOException {
    if (!frozen) {
      return;
    }
    frozen = false;
    Path directory = fixture.catalog().getParent();
    Files.deleteIfExists(directory.resolve("catalog.db-shm"));
    for (String name : DATABASE) {
      Path copy = root.resolve("frozen").resolve(name);
      Files.deleteIfExists(directory.resolve(name));
      if (Files.exists(copy)) {
        Files.copy(copy, directory.resolve(name));
      }
    }
  }

  @Override
  public void close() {
    fixture.close();
  }
}
