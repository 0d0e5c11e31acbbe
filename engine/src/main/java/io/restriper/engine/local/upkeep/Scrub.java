package io.restriper.engine.local.upkeep;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.CorruptBlockException;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.io.NoAnswerException;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import io.restriper.engine.pace.Pace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and verifies every block on every drive in use, pass after pass, each in a set time, and
 * has those examined that cannot be read or are corrupt. A drive that is away is passed over, and
 * gone on with when it is back.
 *
 * <p>Blocks become due at the rate that ends the pass of their drive in time, which is that of the
 * whole drive in a period at least, and four times that at most. They are read when nobody else
 * needs the drives; those of a pass that has taken longer than the period, at the pace of any other
 * work. A pass reads what was written before it began, so that it ends however much is being
 * written. Steps are made by one thread at a time.
 */
final class Scrub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
  private static final int PAGE = 64;
  private static final long SAVE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_HASTE = 4;

  private final Catalog catalog;
  private final DrivePool pool;
  private final UUID cluster;
  private final Trouble trouble;
  private final Pace pace;
  private final Supplier<Duration> settings;
  private final Consumer<Slot> passed;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<Integer, Progress> drives = new HashMap<>();
  private byte[] buffer = new byte[0];

  /** What is set at the beginning of the step. */
  private Duration period = Duration.ZERO;

  private volatile boolean closed;

  /** How far a drive is. */
  private static final class Progress {
    Mark mark;
    Mark saved;
    long savedAt;
    long lastStep;

    /** Bytes that are due to be read. */
    double due;
  }

  /**
   * The position in a drive, as it is kept in the catalog.
   *
   * @param started when the pass began, in milliseconds since the epoch
   * @param below the pass reads lower versions only
   * @param bytes read in this pass
   * @param after the last block that was read; empty at the beginning of a pass
   * @param finished when the last pass ended, in milliseconds since the epoch; 0 if none has
   */
  record Mark(long started, long below, long bytes, Optional<BlockId> after, long finished) {
    private static final String NONE = "-";
    private static final int FIELDS = 7;

    String text() {
      String block =
          after.map(id -> id.version() + " " + id.stripe() + " " + id.index()).orElse("- - -");
      return String.join(
          " ",
          Long.toString(started),
          Long.toString(below),
          Long.toString(bytes),
          Long.toString(finished),
          block);
    }

    /** Empty if the text is no mark. */
    static Optional<Mark> parse(String text) {
      String[] fields = text.split(" ");
      if (fields.length != FIELDS) {
        return Optional.empty();
      }
      try {
        Optional<BlockId> after =
            fields[4].equals(NONE)
                ? Optional.empty()
                : Optional.of(
                    new BlockId(
                        Long.parseLong(fields[4]),
                        Long.parseLong(fields[5]),
                        Integer.parseInt(fields[6])));
        return Optional.of(
            new Mark(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                after,
                Long.parseLong(fields[3])));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    Mark read(PlacedBlock block) {
      return new Mark(
          started, below, bytes + block.blockLength(), Optional.of(block.block()), finished);
    }
  }

  /**
   * @param settings gives the period of a pass over a drive; zero for none
   * @param passed told of a drive at the end of a pass
   * @param clock for the beginnings of passes, which outlive the process
   * @param nanos a ticker, for what becomes due
   */
  Scrub(
      Catalog catalog,
      DrivePool pool,
      UUID cluster,
      Trouble trouble,
      Pace pace,
      Supplier<Duration> settings,
      Consumer<Slot> passed,
      Clock clock,
      LongSupplier nanos) {
    this.catalog = catalog;
    this.pool = pool;
    this.cluster = cluster;
    this.trouble = trouble;
    this.pace = pace;
    this.settings = settings;
    this.passed = passed;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** The setting that holds the position in a drive. */
  static String key(int drive) {
    return "scrub-" + drive;
  }

  /** Reads what has become due since the last step, until the pace says to wait. */
  void step() throws IOException {
    period = settings.get();
    if (period.isZero()) {
      // What becomes due is counted from when there is a period again.
      saveAll();
      drives.clear();
      return;
    }
    Map<Integer, Slot> usable = pool.usable();
    for (int drive : usable.keySet()) {
      accrue(drive);
    }
    // Those that are left behind come first, so that none is when the pace is slow.
    List<Integer> latestFirst =
        usable.keySet().stream()
            .sorted(Comparator.comparingDouble(drive -> -drives.get(drive).due))
            .toList();
    try {
      for (int drive : latestFirst) {
        if (!read(drive, usable.get(drive))) {
          return;
        }
      }
    } finally {
      saveNowAndThen(usable.keySet());
    }
  }

  private void saveNowAndThen(Set<Integer> usable) throws IOException {
    for (Map.Entry<Integer, Progress> drive : drives.entrySet()) {
      boolean away = !usable.contains(drive.getKey());
      if (away || nanos.getAsLong() - drive.getValue().savedAt >= SAVE_NANOS) {
        save(drive.getKey(), drive.getValue());
      }
    }
    drives.keySet().retainAll(usable);
  }

  private void accrue(int drive) throws IOException {
    long now = nanos.getAsLong();
    Progress progress = drives.get(drive);
    if (progress == null) {
      progress = new Progress();
      Optional<Mark> kept = catalog.setting(key(drive)).flatMap(Mark::parse);
      progress.mark = kept.isPresent() ? kept.get() : pass(0);
      progress.saved = kept.orElse(null);
      progress.savedAt = now;
      progress.lastStep = now;
      drives.put(drive, progress);
    }
    double all = catalog.bytesOn(drive);
    double elapsed = now - progress.lastStep;
    double usual = all / period.toNanos();
    double left = all - progress.mark.bytes - progress.due;
    double time = Math.max(1, period.toNanos() - age(progress.mark) + elapsed);
    // Never slower than usual: what is left is not known exactly, and the last of it must end too.
    double rate = Math.max(usual, Math.min(left / time, MOST_HASTE * usual));
    progress.due += rate * elapsed;
    progress.lastStep = now;
  }

  /** Nanoseconds since the pass began, as far as the clock can be trusted. */
  private double age(Mark mark) {
    return Math.max(0, clock.millis() - mark.started) * 1e6;
  }

  private Mark pass(long finished) throws IOException {
    return new Mark(clock.millis(), catalog.nextNumber(), 0, Optional.empty(), finished);
  }

  /** Reads what is due on a drive; false if the pace says to wait. */
  private boolean read(int drive, Slot slot) throws IOException {
    Progress progress = drives.get(drive);
    boolean late = age(progress.mark) > period.toNanos();
    Pace.Urgency urgency = late ? Pace.Urgency.NORMAL : Pace.Urgency.SPARE;
    while (progress.due > 0) {
      List<PlacedBlock> page = catalog.blocksOn(drive, progress.mark.after, PAGE);
      for (PlacedBlock block : page) {
        if (block.block().version() >= progress.mark.below) {
          finish(drive, slot, progress);
          return true;
        }
        if (closed || progress.due <= 0) {
          return !closed;
        }
        if (slot.io().isSlow() || pool.usable(drive).filter(slot::equals).isEmpty()) {
          return true;
        }
        if (pace.ask(block.blockLength(), urgency) > 0) {
          return false;
        }
        progress.mark = progress.mark.read(block);
        progress.due -= block.blockLength();
        if (!verify(drive, slot, block)) {
          return true;
        }
      }
      if (page.size() < PAGE) {
        finish(drive, slot, progress);
        return true;
      }
    }
    return true;
  }

  /** Reads a block; false if the drive may have failed. */
  private boolean verify(int drive, Slot slot, PlacedBlock block) {
    try {
      buffer = slot.io().call(() -> readAll(slot, block, buffer));
      return true;
    } catch (NoAnswerException e) {
      // It may still be written into by whoever was given up.
      buffer = new byte[0];
      return false;
    } catch (IOException e) {
      // It may have been deleted or moved since the page was read; whoever examines it finds out.
      trouble.scrubbed(slot, drive, block.block(), e);
      return e instanceof CorruptBlockException;
    }
  }

  /** Reads and verifies a block; returns what it was read into. */
  private byte[] readAll(Slot slot, PlacedBlock block, byte[] into) throws IOException {
    try (VerifiedBlock opened = VerifiedBlock.open(slot.files(), block.block(), cluster)) {
      int length = block.blockLength();
      opened.requireLength(length);
      byte[] target = into.length < length ? new byte[length] : into;
      opened.readAll(target, 0);
      return target;
    }
  }

  private void finish(int drive, Slot slot, Progress progress) throws IOException {
    Mark done = progress.mark;
    if (done.bytes > 0) {
      LOG.info(
          "Every block on drive {} was read: {} bytes, since {}",
          slot.id(),
          done.bytes,
          Instant.ofEpochMilli(done.started));
    }
    progress.mark = pass(clock.millis());
    progress.due = Math.min(0, progress.due);
    save(drive, progress);
    passed.accept(slot);
  }

  private void save(int drive, Progress progress) throws IOException {
    progress.savedAt = nanos.getAsLong();
    if (!progress.mark.equals(progress.saved)) {
      catalog.putSetting(key(drive), progress.mark.text());
      progress.saved = progress.mark;
    }
  }

  /** Records the positions; called when no step is being made any more. */
  void saveAll() throws IOException {
    for (Map.Entry<Integer, Progress> drive : drives.entrySet()) {
      save(drive.getKey(), drive.getValue());
    }
  }

  /** Ends a step that is being made, after the block that it reads. */
  @Override
  public void close() {
    closed = true;
  }
}
