package io.restriper.engine.local.catalog;

import io.restriper.engine.local.catalog.Catalog.CommitResult;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.sql.Numbers;
import io.restriper.engine.local.catalog.sql.ReaderPool;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.WriteQueue;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Versions on their way from pending to current. One that was begun gets into the database with its
 * first stripes, so that a small file is one transaction; until then it is only in memory. A crash
 * forgets it, as a loss of power may forget any version that is not committed. Whoever looks for a
 * version looks in memory first and then in the database, and it leaves the memory only after it
 * has got there. Thread-safe.
 */
final class Versions {
  private final Clock clock;
  private final ReaderPool reads;
  private final WriteQueue writes;
  private final Numbers numbers;
  private final Map<Long, VersionRecord> begun = new ConcurrentHashMap<>();

  Versions(Clock clock, ReaderPool reads, WriteQueue writes, Numbers numbers) {
    this.clock = clock;
    this.reads = reads;
    this.writes = writes;
    this.numbers = numbers;
  }

  void begin(VersionRecord version) throws IOException {
    // A version found on a drive may be above this catalog's numbers.
    numbers.goAbove(Math.max(version.version(), version.fileId()));
    begun.put(version.version(), version);
  }

  void addStripes(long version, List<StripeRecord> stripes) throws IOException {
    List<StripeRecord> added = List.copyOf(stripes);
    writes.writeAhead(
        session -> {
          addStripes(session, version, added);
          return null;
        });
    begun.remove(version);
  }

  private void addStripes(Session session, long version, List<StripeRecord> stripes)
      throws SQLException {
    VersionRecord pending = begun.get(version);
    if (pending != null) {
      VersionQueries.begin(session, pending);
    }
    VersionQueries.addStripes(session, version, stripes);
  }

  CommitResult commit(long version, List<StripeRecord> last, EntryQueries.Condition condition)
      throws IOException {
    List<StripeRecord> added = List.copyOf(last);
    int names = find(version).map(known -> known.path().names().size()).orElse(0);
    // Taken before, because handing out numbers may itself have to write.
    long firstId = numbers.next(Math.max(1, names));
    long now = clock.millis();
    CommitResult result =
        writes.write(
            session -> {
              addStripes(session, version, added);
              VersionRow row = VersionQueries.pending(session, version);
              return EntryQueries.commit(session, row, condition, firstId, now);
            });
    begun.remove(version);
    return result;
  }

  void abandon(long version) throws IOException {
    writes.writeAhead(
        session -> {
          VersionQueries.abandon(session, version);
          return null;
        });
    begun.remove(version);
  }

  Optional<VersionRecord> find(long version) throws IOException {
    VersionRecord pending = begun.get(version);
    return pending != null
        ? Optional.of(pending)
        : reads.read(session -> VersionRow.find(session, version).map(VersionRow::toRecord));
  }

  Optional<VersionState> state(long version) throws IOException {
    return begun.containsKey(version)
        ? Optional.of(VersionState.PENDING)
        : reads.read(session -> VersionRow.find(session, version).map(VersionRow::state));
  }

  /** All that are pending, in order. */
  List<VersionRecord> pending() throws IOException {
    Map<Long, VersionRecord> pending = new TreeMap<>(begun);
    reads.read(VersionQueries::pending).forEach(version -> pending.put(version.version(), version));
    return List.copyOf(pending.values());
  }
}
