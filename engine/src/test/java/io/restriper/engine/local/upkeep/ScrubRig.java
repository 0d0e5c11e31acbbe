package io.restriper.engine.local.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
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
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.Threads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A scrub alone, made to step by the test, on drives that an engine has filled. */
final class ScrubRig implements AutoCloseable {
  static final int DRIVES = 3;
  static final int STRIPES = 40;
  static final int ALL = DRIVES * STRIPES;
  static final Duration PERIOD = Duration.ofDays(30);

  final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  final MovedClock clock = new MovedClock();
  final List<String> opened = new ArrayList<>();
  final List<Reported> reported = new ArrayList<>();
  final List<Slot> passed = new ArrayList<>();
  private final Map<Integer, FaultyDriveFiles> faulty = new HashMap<>();
  private final EngineFixture fixture;
  final Catalog catalog;
  final DrivePool pool;
  private final UUID cluster;
  private final DriveMonitor monitor;
  Pace pace;

  record Reported(int drive, BlockId block, IOException error) {}

  /** The time of day, as far as the test has moved it. */
  static final class MovedClock extends Clock {
    final Instant begin = Instant.now();
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

  final Trouble trouble =
      new Trouble() {
        @Override
        public void block(Slot slot, int drive, BlockId block, IOException error) {
          throw new AssertionError("the scrub says that it is the scrub", error);
        }

        @Override
        public void scrubbed(Slot slot, int drive, BlockId block, IOException error) {
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

  ScrubRig(Path root) throws EngineStartException, IOException {
    fixture = new EngineFixture(root, "2+1", DRIVES).start();
    fixture.put("/a", EngineFixture.bytes(1, STRIPES * 2 * EngineFixture.BLOCK));
    fixture.stop();
    catalog = SqliteCatalog.open(fixture.catalog(), clock);
    cluster = UUID.fromString(catalog.setting("cluster").orElseThrow());
    pool = new DrivePool(IntStream.rangeClosed(1, DRIVES).mapToObj(this::slot).toList());
    pace = new Pace(0, ticker::get);
    DriveAttachment attachment = new DriveAttachment(catalog, pool, cluster, clock, NO_STOCK);
    monitor =
        new DriveMonitor(
            catalog,
            pool,
            new RiskTracker(catalog, pool, Threads.REAL),
            cluster,
            attachment,
            Runnable::run,
            ticker::get,
            Long.MAX_VALUE,
            new EventLog(Clock.systemUTC(), System::nanoTime));
    attachment.begin();
    monitor.checkFirst(pool.slots());
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
    faulty.put(number, files);
    return new Slot(1, number, path.toString(), files, EngineRuntime.real());
  }

  /** The drive in a slot, to make it fail. */
  FaultyDriveFiles faulty(int slot) {
    return faulty.get(slot);
  }

  @Override
  public void close() {
    pool.slots().forEach(Slot::close);
    catalog.close();
  }

  Scrub scrub() {
    return scrub(PERIOD);
  }

  Scrub scrub(Duration period) {
    return scrub(() -> period);
  }

  Scrub scrub(Supplier<Duration> period) {
    return new Scrub(
        catalog, pool, cluster, trouble, pace, period, passed::add, clock, ticker::get);
  }

  void advance(Duration duration) {
    ticker.addAndGet(duration.toNanos());
    clock.moved = clock.moved.plus(duration);
  }

  /** Makes steps as the upkeep does, less often. */
  void steps(Scrub scrub, Duration time, Duration step) throws IOException {
    for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(step)) {
      advance(step);
      scrub.step();
    }
  }

  private int driveOf(BlockId block) throws IOException {
    return catalog.block(block).orElseThrow().drive();
  }

  BlockId anyBlock(int drive) throws IOException {
    return catalog.blocksOn(drive, Optional.empty(), STRIPES).get(STRIPES / 2).block();
  }

  Path file(BlockId block) throws IOException {
    return Path.of(pool.usable(driveOf(block)).orElseThrow().path())
        .resolve(BlockNames.path(block));
  }

  Scrub.Mark mark(int drive) throws IOException {
    return Scrub.Mark.parse(catalog.setting(Scrub.key(drive)).orElseThrow()).orElseThrow();
  }

  static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - 1);
      int last = bytes.read();
      bytes.seek(bytes.length() - 1);
      bytes.write(last ^ 1);
    }
  }

  /** Puts a drive in use again. */
  void comeBack(Slot slot) {
    assertThat(monitor.check(slot)).isTrue();
    opened.removeIf(name -> !name.contains("blocks"));
  }

  /** A user is served as usual for five seconds, and then ten times as slowly. */
  void suffer() {
    for (int beat = 0; beat < 12; beat++) {
      long latency = beat < 10 ? 20 : 200;
      pace.reading(1, () -> ticker.addAndGet(Duration.ofMillis(latency).toNanos()));
      ticker.addAndGet(Duration.ofMillis(500 - latency).toNanos());
    }
  }
}
