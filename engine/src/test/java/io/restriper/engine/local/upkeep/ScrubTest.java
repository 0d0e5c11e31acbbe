package io.restriper.engine.local.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.CorruptBlockException;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.FaultyDriveFiles;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.local.pool.DriveAttachment;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.pace.Pace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scrub alone, step by step, on drives that an engine has filled. */
class ScrubTest {
  private static final int DRIVES = 3;
  private static final int STRIPES = 40;
  private static final int ALL = DRIVES * STRIPES;
  private static final Duration PERIOD = Duration.ofDays(30);

  @TempDir Path root;
  private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final MovedClock clock = new MovedClock();
  private final List<String> opened = new ArrayList<>();
  private final List<Reported> reported = new ArrayList<>();
  private EngineFixture fixture;
  private Catalog catalog;
  private DrivePool pool;
  private UUID cluster;
  private Pace pace;

  private record Reported(int drive, BlockId block, IOException error) {}

  /** The time of day, as far as the test has moved it. */
  private static final class MovedClock extends Clock {
    private final Instant begin = Instant.now();
    private Duration moved = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return begin.plus(moved);
    }
  }

  private final Trouble trouble =
      new Trouble() {
        @Override
        public void block(Slot slot, int drive, BlockId block, IOException error) {
          reported.add(new Reported(drive, block, error));
        }

        @Override
        public void drive(Slot slot, IOException error) {
          throw new AssertionError("the scrub writes nothing", error);
        }
      };

  /** Drives are brought to agree with the catalog already. */
  private static final DriveAttachment.StockTaking NO_STOCK =
      new DriveAttachment.StockTaking() {
        @Override
        public void trusted(Slot slot, DriveRecord drive) {}

        @Override
        public void returned(Slot slot, DriveRecord drive) {}

        @Override
        public void inUse(Slot slot, DriveRecord drive) {}
      };

  @BeforeEach
  void fill() throws Exception {
    fixture = new EngineFixture(root, "2+1", DRIVES).start();
    fixture.put("/a", EngineFixture.bytes(1, STRIPES * 2 * EngineFixture.BLOCK));
    fixture.stop();
    catalog = SqliteCatalog.open(fixture.catalog(), clock);
    cluster = UUID.fromString(catalog.setting("cluster").orElseThrow());
    pool = new DrivePool(IntStream.rangeClosed(1, DRIVES).mapToObj(this::slot).toList());
    pace = new Pace(0, ticker::get);
    RiskTracker risk = new RiskTracker(catalog, pool);
    DriveAttachment attachment = new DriveAttachment(catalog, pool, cluster, clock, NO_STOCK);
    DriveMonitor monitor =
        new DriveMonitor(
            catalog, pool, risk, cluster, attachment, Runnable::run, ticker::get, Long.MAX_VALUE);
    attachment.begin();
    pool.slots().forEach(monitor::checkFirst);
    assertThat(pool.usable()).hasSize(DRIVES);
    opened.clear();
  }

  private Slot slot(int number) {
    Path path = fixture.drivePath(number);
    FaultyDriveFiles files = new FaultyDriveFiles(new LocalDriveFiles(path));
    files.failWhere(
        Operation.OPEN,
        name -> {
          opened.add(number + "/" + name);
          return false;
        },
        Failure.EIO);
    return new Slot(1, number, path.toString(), files);
  }

  @AfterEach
  void close() {
    pool.close();
    catalog.close();
  }

  private Scrub scrub() {
    return scrub(PERIOD);
  }

  private Scrub scrub(Duration period) {
    return new Scrub(catalog, pool, cluster, trouble, pace, period, clock, ticker::get);
  }

  private void advance(Duration duration) {
    ticker.addAndGet(duration.toNanos());
    clock.moved = clock.moved.plus(duration);
  }

  /** Makes steps as the upkeep does, less often. */
  private void steps(Scrub scrub, Duration time, Duration step) throws IOException {
    for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(step)) {
      advance(step);
      scrub.step();
    }
  }

  private int driveOf(BlockId block) throws IOException {
    return catalog.block(block).orElseThrow().drive();
  }

  private BlockId anyBlock(int drive) throws IOException {
    return catalog.blocksOn(drive, Optional.empty(), STRIPES).get(STRIPES / 2).block();
  }

  private Path file(BlockId block) throws IOException {
    return Path.of(pool.usable(driveOf(block)).orElseThrow().path())
        .resolve(BlockNames.path(block));
  }

  private Scrub.Mark mark(int drive) throws IOException {
    return Scrub.Mark.parse(catalog.setting(Scrub.key(drive)).orElseThrow()).orElseThrow();
  }

  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - 1);
      int last = bytes.read();
      bytes.seek(bytes.length() - 1);
      bytes.write(last ^ 1);
    }
  }

  @Test
  void readsEveryBlockOnceInAPeriodAndEvenlySpread() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    assertThat(opened).isEmpty();

    steps(scrub, PERIOD.dividedBy(4), Duration.ofHours(6));
    assertThat(opened).hasSizeBetween(ALL / 4 - DRIVES, ALL / 4 + DRIVES);
    steps(scrub, PERIOD.dividedBy(2), Duration.ofHours(6));
    assertThat(opened).hasSizeBetween(3 * ALL / 4 - DRIVES, 3 * ALL / 4 + DRIVES);
    steps(scrub, PERIOD.dividedBy(4), Duration.ofHours(6));

    assertThat(opened.stream().distinct()).hasSize(ALL);
    assertThat(opened).hasSizeBetween(ALL, ALL + DRIVES);
    assertThat(reported).isEmpty();
  }

  @Test
  void recordsTheEndOfAPassAndBeginsAnother() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    steps(scrub, PERIOD.plusDays(2), Duration.ofHours(6));

    for (int drive : pool.usable().keySet()) {
      Instant finished = Instant.ofEpochMilli(mark(drive).finished());
      assertThat(finished)
          .isBetween(clock.begin.plus(PERIOD.minusDays(1)), clock.begin.plus(PERIOD.plusDays(1)));
      assertThat(mark(drive).started()).isEqualTo(mark(drive).finished());
    }
    opened.clear();
    steps(scrub, PERIOD, Duration.ofHours(6));
    assertThat(opened).hasSizeBetween(ALL - DRIVES, ALL + DRIVES);
  }

  @Test
  void readsAWholePassInOneStepIfAllOfItIsDue() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    scrub.step();

    assertThat(opened).doesNotHaveDuplicates().hasSize(ALL);
  }

  @Test
  void reportsABlockInWhichOneBitIsWrongAndReadsOn() throws IOException {
    BlockId block = anyBlock(2);
    flip(file(block));
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    scrub.step();

    assertThat(opened).hasSize(ALL);
    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).block()).isEqualTo(block);
    assertThat(reported.get(0).drive()).isEqualTo(2);
    assertThat(reported.get(0).error()).isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void goesOnWhereTheLastProcessWas() throws IOException {
    Scrub first = scrub();
    first.step();
    steps(first, PERIOD.dividedBy(2), Duration.ofHours(6));
    first.saveAll();
    int before = opened.size();

    Scrub second = scrub();
    second.step();
    steps(second, PERIOD.dividedBy(2), Duration.ofHours(6));

    assertThat(before).isBetween(ALL / 2 - DRIVES, ALL / 2 + DRIVES);
    assertThat(opened.stream().distinct()).hasSize(ALL);
    assertThat(opened).hasSizeBetween(ALL, ALL + DRIVES);
  }

  @Test
  void savesItsPositionNowAndThen() throws IOException {
    Scrub first = scrub(Duration.ofHours(10));
    first.step();
    steps(first, Duration.ofHours(5), Duration.ofMinutes(3));
    int before = opened.size();

    Scrub second = scrub(Duration.ofHours(10));
    second.step();
    advance(Duration.ofHours(5));
    second.step();

    // What was read in the last minutes is read again, and nothing else.
    assertThat(before).isBetween(ALL / 2 - DRIVES, ALL / 2 + DRIVES);
    assertThat(opened).hasSizeBetween(ALL, ALL + 2 * DRIVES);
    assertThat(opened.stream().distinct()).hasSize(ALL);
  }

  @Test
  void passesOverADriveThatIsAwayAndCatchesUpWhenItIsBack() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    Slot away = pool.usable(2).orElseThrow();
    String path = away.number() + "/";
    pool.withhold(away, SlotState.MISSING, "pulled out", Optional.empty());
    steps(scrub, PERIOD.dividedBy(2), Duration.ofHours(6));
    assertThat(opened).isNotEmpty().noneMatch(name -> name.startsWith(path));

    comeBack(away);
    steps(scrub, PERIOD.dividedBy(2), Duration.ofHours(6));

    assertThat(opened.stream().filter(name -> name.startsWith(path)).distinct())
        .hasSizeBetween(STRIPES - 1, STRIPES);
    assertThat(reported).isEmpty();
  }

  private void comeBack(Slot slot) throws IOException {
    DriveAttachment attachment = new DriveAttachment(catalog, pool, cluster, clock, NO_STOCK);
    new DriveMonitor(
            catalog,
            pool,
            new RiskTracker(catalog, pool),
            cluster,
            attachment,
            Runnable::run,
            ticker::get,
            Long.MAX_VALUE)
        .check(slot);
    assertThat(slot.condition().usable()).isTrue();
    opened.removeIf(name -> !name.contains("blocks"));
  }

  @Test
  void leavesADriveThatDoesNotReadAloneForTheStep() throws IOException {
    Slot broken = pool.usable(1).orElseThrow();
    ((FaultyDriveFiles) broken.files()).failAll(Operation.READ, Failure.EIO);
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    scrub.step();

    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).drive()).isEqualTo(1);
    assertThat(opened).hasSize(2 * STRIPES + 1);
  }

  @Test
  void waitsWhileUsersSufferUnlessItIsLate() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD.dividedBy(2));
    suffer();
    scrub.step();
    assertThat(opened).isEmpty();

    advance(PERIOD);
    suffer();
    scrub.step();
    assertThat(opened).hasSize(ALL);
  }

  private void suffer() {
    for (int beat = 0; beat < 12; beat++) {
      long latency = beat < 10 ? 20 : 200;
      pace.reading(1, () -> ticker.addAndGet(Duration.ofMillis(latency).toNanos()));
      ticker.addAndGet(Duration.ofMillis(500 - latency).toNanos());
    }
  }

  @Test
  void staysBelowTheCeilingAndTakesTurnsBetweenDrives() throws IOException {
    pace = new Pace(EngineFixture.BLOCK, ticker::get);
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    for (int second = 0; second < 30; second++) {
      scrub.step();
      ticker.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    assertThat(opened).hasSize(30);
    for (int drive = 1; drive <= DRIVES; drive++) {
      String path = drive + "/";
      assertThat(opened.stream().filter(name -> name.startsWith(path))).hasSize(10);
    }
  }

  @Test
  void readsNothingWithAPeriodOfZero() throws IOException {
    Scrub scrub = scrub(Duration.ZERO);
    scrub.step();
    advance(PERIOD);
    scrub.step();

    assertThat(opened).isEmpty();
    assertThat(catalog.setting(Scrub.key(1))).isEmpty();
  }

  @Test
  void endsAStepWhenItIsClosed() throws IOException {
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    scrub.close();
    scrub.step();

    assertThat(opened).isEmpty();
  }

  @Test
  void beginsAnewIfItsPositionMakesNoSense() throws IOException {
    catalog.putSetting(Scrub.key(1), "1 2 3");
    catalog.putSetting(Scrub.key(2), "one 2 3 4 5 6 7");
    Scrub scrub = scrub();
    scrub.step();
    advance(PERIOD);
    scrub.step();

    assertThat(opened).hasSize(ALL);
  }
}
