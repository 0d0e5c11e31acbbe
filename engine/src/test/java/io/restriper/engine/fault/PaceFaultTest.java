package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineSettings.Upkeep;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs while users read; the ticker goes on when the test says so, or when a user reads. */
class PaceFaultTest {
  private static final int DRIVES = 7;
  private static final int STRIPES = 30;
  private static final long MILLI = 1_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final AtomicLong ticker = new AtomicLong();
  private final AtomicLong millisPerBlock = new AtomicLong(5);
  private final Queue<Long> begun = new ConcurrentLinkedQueue<>();
  private final Queue<Long> limits = new ConcurrentLinkedQueue<>();
  private final byte[] content = EngineFixture.bytes(1, STRIPES * 4 * EngineFixture.BLOCK);
  private final byte[] small = EngineFixture.bytes(2, 4 * EngineFixture.BLOCK);
  private EngineFixture fixture;

  private void start(long ceiling, FaultPoints faults) throws EngineStartException {
    fixture =
        new EngineFixture(root, "4+2", DRIVES)
            .withTime(Clock.systemUTC(), ticker::get)
            .withUpkeep(new Upkeep(ceiling, Duration.ZERO))
            .withFaults(faults)
            .start();
    fixture.put("/runs", content);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Puts the file that users read; each of its blocks takes its time to be opened. */
  private void putUsersFile() {
    String tag = fixture.put("/users", small).tag();
    String version = String.format("%016x", Long.parseUnsignedLong(tag, 16));
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture
          .faulty(drive)
          .failWhere(
              Operation.OPEN,
              name -> {
                if (name.contains(version)) {
                  ticker.addAndGet(millisPerBlock.get() * MILLI);
                }
                return false;
              },
              Failure.EIO);
    }
  }

  private void loseBlocks(int drive) throws IOException {
    for (Path file : runBlocks(drive)) {
      Files.delete(file);
    }
  }

  /** The blocks of the first file: those of the version that has most. */
  private List<Path> runBlocks(int drive) throws IOException {
    List<Path> files = fixture.blockFiles(drive);
    String first = files.stream().map(file -> version(file)).sorted().findFirst().orElseThrow();
    return files.stream().filter(file -> version(file).equals(first)).toList();
  }

  private static String version(Path file) {
    return file.getFileName().toString().substring(0, 16);
  }

  private void awaitMended() {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              ticker.addAndGet(20 * MILLI);
              return !begun.isEmpty()
                  && fixture.status().state() == RunState.FINISHED
                  && !fixture.status().dataAtRisk();
            });
    assertThat(fixture.get("/runs")).isEqualTo(content);
  }

  @Test
  void slowsDownWhileReadsOfUsersSufferAndNotAfterwards() throws Exception {
    start(
        0,
        (point, subject) -> {
          if (point == FaultPoints.Point.TASK_BEGUN) {
            begun.add(ticker.get());
            millisPerBlock.set(50);
            assertThat(fixture.get("/users")).isEqualTo(small);
            fixture.engine().paceLimit().ifPresent(limits::add);
          }
        });
    putUsersFile();
    for (int beat = 0; beat < 10; beat++) {
      fixture.get("/users");
      ticker.addAndGet(480 * MILLI);
    }
    assertThat(fixture.engine().paceLimit()).isEmpty();

    loseBlocks(3);
    awaitMended();

    assertThat(limits).contains(Pace.SLOWEST);
    ticker.addAndGet(2500 * MILLI);
    assertThat(fixture.engine().paceLimit()).isEmpty();
  }

  @Test
  void keepsTheCeiling() throws Exception {
    long ceiling = 1 << 20;
    start(
        ceiling,
        (point, subject) -> {
          if (point == FaultPoints.Point.TASK_BEGUN) {
            begun.add(ticker.get());
          }
        });
    loseBlocks(3);
    awaitMended();

    long elapsed =
        begun.stream().max(Long::compare).orElseThrow()
            - begun.stream().min(Long::compare).orElseThrow();
    long bytes = (begun.size() - 1L) * EngineFixture.BLOCK;
    assertThat(begun).hasSizeGreaterThan(STRIPES / 2);
    assertThat(elapsed).isGreaterThanOrEqualTo(bytes * 1_000 / ceiling * MILLI);
    assertThat(fixture.engine().paceLimit()).hasValue(ceiling);
  }
}
