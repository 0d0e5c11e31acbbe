package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.runs.SqlRunLog;
import io.restriper.engine.local.catalog.schema.CatalogSchema;
import io.restriper.engine.local.catalog.sql.Numbers;
import io.restriper.engine.local.catalog.sql.ReaderPool;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlBody;
import io.restriper.engine.local.catalog.sql.SqlFailures;
import io.restriper.engine.local.catalog.sql.WriteQueue;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog in an SQLite database with a write-ahead log: one thread writes and groups what it
 * commits, readers each see one committed state, and the work set has a connection of its own.
 */
public final class SqliteCatalog implements Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteCatalog.class);

  private final Clock clock;
  private final WriteQueue writes;
  private final ReaderPool reads;
  private final WorkSet workSet;
  private final Numbers numbers;
  private final RunLog runs;
  private final Versions versions;

  private SqliteCatalog(
      Path file, Clock clock, SqlFailures failures, Session writer, long reserved) {
    this.clock = clock;
    this.writes = new WriteQueue(file, writer, () -> Session.writer(file), failures);
    this.reads = new ReaderPool(file, failures);
    this.workSet = new WorkSet(file, failures);
    this.runs = new SqlRunLog(reads, writes);
    this.numbers = new Numbers(clock, writes, reserved);
    this.versions = new Versions(clock, reads, writes, numbers);
  }

  /**
   * Opens a catalog, and makes an empty one if there is none. SQLite keeps two more files beside it
   * while it is open, with {@code -wal} and {@code -shm} after its name.
   *
   * @param file in a directory that exists
   * @param clock for numbers and for the times of directories
   * @throws IOException if the file cannot be read or written, is damaged, is not a catalog, or was
   *     written by a version whose format is not known here; the message says what to do
   */
  public static SqliteCatalog open(Path file, Clock clock) throws IOException {
    return open(file, clock, CatalogSchema.STEPS);
  }

  /** The same with other steps from the first schema to the newest. */
  static SqliteCatalog open(Path file, Clock clock, List<CatalogSchema.Step> steps)
      throws IOException {
    SqlFailures failures = new SqlFailures(file);
    Session writer = null;
    try {
      writer = Session.writer(file);
      CatalogSchema.prepare(writer, failures, file.toString(), steps, clock.millis());
      long reserved =
          writer
              .number("SELECT reserved FROM numbers")
              .orElseThrow(() -> failures.damaged("its number mark is gone"));
      SqliteCatalog catalog = new SqliteCatalog(file, clock, failures, writer, reserved);
      writer = null;
      return catalog;
    } catch (SQLException e) {
      throw failures.of(e);
    } finally {
      close(writer);
    }
  }

  /** The queue, for tests that hold it or break its session. */
  WriteQueue writes() {
    return writes;
  }

  private <T> T read(SqlBody<T> body) throws IOException {
    return reads.read(body);
  }

  private <T> T write(SqlBody<T> body) throws IOException {
    return writes.write(body);
  }

  private void change(Change change) throws IOException {
    writes.write(change);
  }

  private void changeAhead(Change change) throws IOException {
    writes.writeAhead(change);
  }

  @FunctionalInterface
  private interface Change extends SqlBody<Void> {
    void make(Session session) throws SQLException;

    @Override
    default Void run(Session session) throws SQLException {
      make(session);
      return null;
    }
  }

  @Override
  public Optional<String> setting(String key) throws IOException {
    return read(session -> RecordQueries.setting(session, key));
  }

  @Override
  public void putSetting(String key, String value) throws IOException {
    change(session -> RecordQueries.putSetting(session, key, value));
  }

  @Override
  public long nextNumber() throws IOException {
    return numbers.next();
  }

  @Override
  public void goAbove(long number) throws IOException {
    numbers.goAbove(number);
  }

  @Override
  public Optional<EntryRecord> find(VolumePath path) throws IOException {
    return read(session -> EntryQueries.find(session, path));
  }

  @Override
  public List<EntryRecord> children(long directoryId, String after, int limit) throws IOException {
    return read(session -> EntryQueries.children(session, directoryId, after, limit));
  }

  @Override
  public void begin(VersionRecord version) throws IOException {
    versions.begin(version);
  }

  @Override
  public void addStripes(long version, List<StripeRecord> stripes) throws IOException {
    versions.addStripes(version, stripes);
  }

  @Override
  public OptionalInt fewestStored(long version, Set<Integer> withoutDrives) throws IOException {
    return read(session -> StripeQueries.fewestStored(session, version, withoutDrives));
  }

  @Override
  public void markVersionLost(long version, int drive) throws IOException {
    change(session -> StripeQueries.markVersionLost(session, version, drive));
  }

  @Override
  public CommitResult commit(
      long version, List<StripeRecord> last, Optional<Long> expectedContent, boolean mustExist)
      throws IOException {
    return versions.commit(
        version, last, EntryQueries.Condition.expecting(expectedContent, mustExist));
  }

  @Override
  public DeleteResult delete(VolumePath path) throws IOException {
    long now = clock.millis();
    return write(session -> EntryQueries.delete(session, path, now));
  }

  @Override
  public void abandon(long version) throws IOException {
    versions.abandon(version);
  }

  @Override
  public Optional<VersionRecord> version(long version) throws IOException {
    return versions.find(version);
  }

  @Override
  public Optional<VersionState> state(long version) throws IOException {
    return versions.state(version);
  }

  @Override
  public List<StripeRecord> stripes(long version, long fromIndex, int limit) throws IOException {
    return read(session -> StripeQueries.stripes(session, version, fromIndex, limit));
  }

  @Override
  public Optional<StripeRecord> stripeAt(long version, long offset) throws IOException {
    return read(session -> StripeQueries.stripeAt(session, version, offset));
  }

  @Override
  public boolean markLost(BlockId block, int drive) throws IOException {
    return write(session -> StripeQueries.markLost(session, block, drive));
  }

  @Override
  public boolean replace(long version, long stripe, long epoch, List<NewPlace> places)
      throws IOException {
    List<NewPlace> replaced = List.copyOf(places);
    return write(session -> StripeQueries.replace(session, version, stripe, epoch, replaced));
  }

  @Override
  public Optional<KnownBlock> block(BlockId block) throws IOException {
    return read(session -> StripeQueries.block(session, block));
  }

  @Override
  public List<PlacedBlock> blocksOn(int drive, Optional<BlockId> after, int limit)
      throws IOException {
    return read(session -> StripeQueries.blocksOn(session, drive, after, limit));
  }

  @Override
  public Set<BlockId> keptOn(int drive, Collection<BlockId> blocks) throws IOException {
    return read(session -> StripeQueries.keptOn(session, drive, blocks));
  }

  @Override
  public Optional<Long> transcodeOf(long source) throws IOException {
    return read(session -> TranscodeQueries.of(session, source));
  }

  @Override
  public Optional<VersionRecord> beginTranscode(long source, long number, Encoding encoding)
      throws IOException {
    return write(session -> TranscodeQueries.begin(session, source, number, encoding));
  }

  @Override
  public boolean hasStripe(long version, long stripe) throws IOException {
    return read(session -> TranscodeQueries.hasStripe(session, version, stripe));
  }

  @Override
  public TranscodeStep addTranscoded(StripeRecord stripe, Set<Integer> awayDrives)
      throws IOException {
    return write(session -> TranscodeQueries.add(session, stripe, awayDrives));
  }

  @Override
  public TranscodeStep commitTranscode(long version, Set<Integer> awayDrives) throws IOException {
    return write(session -> TranscodeQueries.commit(session, version, awayDrives));
  }

  @Override
  public boolean abandonTranscodes(Encoding target) throws IOException {
    return write(session -> TranscodeQueries.abandonOthers(session, target));
  }

  @Override
  public List<Long> garbage(long afterVersion, int limit) throws IOException {
    return read(session -> VersionQueries.garbage(session, afterVersion, limit));
  }

  @Override
  public List<VersionRecord> pending() throws IOException {
    return versions.pending();
  }

  @Override
  public List<KnownBlock> garbageBlocks(long version, Optional<BlockId> after, int limit)
      throws IOException {
    return read(session -> VersionQueries.garbageBlocks(session, version, after, limit));
  }

  @Override
  public void forget(Collection<BlockId> blocks) throws IOException {
    List<BlockId> forgotten = List.copyOf(blocks);
    changeAhead(session -> VersionQueries.forget(session, forgotten));
  }

  @Override
  public List<DriveRecord> drives() throws IOException {
    return read(RecordQueries::drives);
  }

  @Override
  public DriveRecord saveDrive(DriveRecord drive) throws IOException {
    return write(session -> RecordQueries.saveDrive(session, drive));
  }

  @Override
  public long bytesOn(int drive) throws IOException {
    return read(session -> Tally.bytesOn(session, drive));
  }

  @Override
  public boolean anyAtRisk(Set<Integer> awayDrives) throws IOException {
    return read(session -> Tally.anyAtRisk(session, awayDrives));
  }

  @Override
  public WorkSummary planReprotect(Set<Integer> awayDrives) throws IOException {
    return workSet.plan(awayDrives);
  }

  @Override
  public List<WorkItem> nextWork(int limit) throws IOException {
    return workSet.next(limit);
  }

  @Override
  public Optional<WorkItem> workItem(long id) throws IOException {
    return workSet.item(id);
  }

  @Override
  public SortedMap<Integer, Work> workByRemaining() throws IOException {
    return workSet.byRemaining();
  }

  @Override
  public OptionalInt leastRemaining(Set<Integer> awayDrives) throws IOException {
    return read(session -> WorkSet.leastRemaining(session, awayDrives));
  }

  @Override
  public OptionalInt leastNodeTolerance() throws IOException {
    return read(Tally::leastNodeTolerance);
  }

  @Override
  public OptionalInt leastNodeToleranceAtRisk(Set<Integer> awayDrives) throws IOException {
    return workSet.leastNodeTolerance(awayDrives);
  }

  @Override
  public RunLog runs() {
    return runs;
  }

  @Override
  public boolean adopt(long version) throws IOException {
    CommitResult result =
        versions.commit(
            version, List.of(), current -> current.isEmpty() || current.get().version() < version);
    return result instanceof CommitResult.Committed;
  }

  @Override
  public Set<Encoding> encodings() throws IOException {
    return read(Tally::encodings);
  }

  /** Finishes what was begun; later calls throw {@link IOException}. */
  @Override
  public void close() {
    close(reads);
    close(workSet);
    writes.close();
  }

  private static void close(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      LOG.warn("A connection of the catalog did not close: {}", e.getMessage());
    }
  }
}
