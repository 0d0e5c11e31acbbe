package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.EngineSettings.Upkeep;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scrub in a running engine, with a period that is short enough to see passes. */
class ScrubFaultTest {
  private static final int DRIVES = 7;
  private static final int STRIPES = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final byte[] content = EngineFixture.bytes(1, STRIPES * 4 * EngineFixture.BLOCK);
  private final Set<String> scrubbed = ConcurrentHashMap.newKeySet();
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture =
        new EngineFixture(root, "4+2", DRIVES)
            .withUpkeep(new Upkeep(0, Duration.ofSeconds(1)))
            .start();
    fixture.put("/a", content);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aBlockFileThatNobodyNeedsIsSweptAtTheEndOfAPass() throws Exception {
    Path original = fixture.blockFiles(1).get(0);
    Path directory = fixture.drivePath(1).relativize(original.getParent());
    for (int drive = 2; drive <= DRIVES; drive++) {
      Path second = fixture.drivePath(drive).resolve(directory).resolve(original.getFileName());
      Files.createDirectories(second.getParent());
      Files.copy(original, second);
      await().atMost(LIMIT).until(() -> !Files.exists(second));
    }
    assertThat(fixture.get("/a")).isEqualTo(content);
  }

  /** Notes the blocks of a drive that the scrub opens. */
  private void watch(int drive, Runnable then) {
    fixture
        .faulty(drive)
        .failWhere(
            Operation.OPEN,
            name -> {
              if (name.startsWith("blocks/") && isUpkeep(Thread.currentThread())) {
                scrubbed.add(drive + "/" + name);
                then.run();
              }
              return false;
            },
            Failure.EIO);
  }

  /** Of what opens blocks there, the scrub alone has something to do in these tests. */
  private static boolean isUpkeep(Thread thread) {
    return thread.getName().startsWith("upkeep-of");
  }

  private void awaitScrubbed(int drive) throws IOException {
    int blocks = fixture.blockFiles(drive).size();
    await()
        .atMost(LIMIT)
        .until(() -> scrubbed.stream().filter(n -> n.startsWith(drive + "/")).count() >= blocks);
  }

  /** Changes a byte such that neither size nor time show it at any instant. */
  private byte[] damage(Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    Path damaged = Files.copy(file, root.resolve("damaged"), StandardCopyOption.COPY_ATTRIBUTES);
    FileTime modified = Files.getLastModifiedTime(file);
    BlockFiles.flip(damaged, BlockFiles.HEADER + 1000);
    Files.setLastModifiedTime(damaged, modified);
    Files.move(damaged, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before).hasSameSizeAs(before);
    return before;
  }

  private boolean holds(String name, byte[] expected) throws IOException {
    int copies = 0;
    boolean right = false;
    for (int drive = 1; drive <= DRIVES; drive++) {
      for (Path file : fixture.blockFiles(drive)) {
        if (file.getFileName().toString().equals(name)) {
          copies++;
          right = Arrays.equals(Files.readAllBytes(file), expected);
        }
      }
    }
    return copies == 1 && right;
  }

  @Test
  @FaultRow(
      fault = Fault.BIT_FLIP,
      on = "a block that nobody reads",
      outcome = "The scrub finds it, and the block is rebuilt.")
  void findsAByteThatHasChangedAndHasItMended() throws IOException {
    Path file = fixture.blockFiles(3).get(1);
    byte[] before = damage(file);

    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
        .until(() -> holds(file.getFileName().toString(), before));
    fixture.awaitSafe();
    assertThat(fixture.get("/a")).isEqualTo(content);
    assertThat(fixture.engine().runs().before(Long.MAX_VALUE, 1))
        .extracting(RunReport::trigger)
        .containsExactly(Trigger.SCRUB);
  }

  @Test
  void deletedFilesAreNoErrors() throws IOException, EngineStartException {
    fixture.put("/b", content);
    long runsBefore = runs();
    AtomicBoolean deleted = new AtomicBoolean();
    for (int drive = 1; drive <= DRIVES; drive++) {
      watch(
          drive,
          () -> {
            if (deleted.compareAndSet(false, true)) {
              fixture.delete("/b");
            }
          });
    }
    await().atMost(LIMIT).until(deleted::get);
    await().atMost(LIMIT).until(() -> fixture.blockFileCount() == STRIPES * 6);
    scrubbed.clear();
    for (int drive = 1; drive <= DRIVES; drive++) {
      awaitScrubbed(drive);
    }

    assertThat(fixture.status().dataAtRisk()).isFalse();
    assertThat(runs()).isEqualTo(runsBefore);
  }

  /** The number of the last run, by the record; restarts the engine. */
  private long runs() throws IOException, EngineStartException {
    fixture.stop();
    long id;
    try (Catalog catalog = SqliteCatalog.open(fixture.catalog(), Clock.systemUTC())) {
      id = catalog.runs().last().map(RunReport::id).orElse(0L);
    }
    fixture.start();
    return id;
  }

  @Test
  void goesOnAfterARestart() throws IOException, EngineStartException {
    for (int drive = 1; drive <= DRIVES; drive++) {
      watch(drive, () -> {});
      awaitScrubbed(drive);
    }
    fixture.stop();

    try (Catalog catalog = SqliteCatalog.open(fixture.catalog(), Clock.systemUTC())) {
      for (int drive = 1; drive <= DRIVES; drive++) {
        assertThat(catalog.setting("scrub-" + drive)).isPresent();
      }
    }
    Path file = fixture.blockFiles(2).get(0);
    byte[] before = damage(file);
    fixture.start();
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
        .until(() -> holds(file.getFileName().toString(), before));
  }

  @Test
  void visitsADriveThatWasAwayWhenItIsBack() throws IOException {
    Path away = root.resolve("away");
    Files.move(fixture.drivePath(4), away);
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.awaitSafe();
    List<Path> healthy = fixture.blockFiles(5);
    watch(5, () -> {});
    watch(4, () -> {});
    await().atMost(LIMIT).until(() -> scrubbed.size() >= healthy.size());
    assertThat(scrubbed).noneMatch(name -> name.startsWith("4/"));

    Files.move(away, fixture.drivePath(4));
    fixture.awaitSlot(4, SlotState.HEALTHY);
    fixture.put("/b", content);
    awaitScrubbed(4);
  }
}
