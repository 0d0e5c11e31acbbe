package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * Files, stripes, placements, drives and runs, in a database. Every method that changes something
 * is one transaction, durable when it returns. Thread-safe; readers never wait for writers. Results
 * of unbounded size are handed out in pages.
 *
 * <p>A file version is <em>pending</em> from {@link #begin} until {@link #commit} makes it the
 * file's current version, and <em>garbage</em> when it was replaced, deleted or given up; garbage
 * keeps its stripes until its block files are gone from every drive.
 *
 * <p>Methods throw {@link IOException} if the database cannot be read or written; nothing has
 * changed then.
 */
public interface Catalog extends AutoCloseable {

  /** Opens a catalog, making an empty one if there is none. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @param file in a directory that exists
     * @param clock for numbers and times
     * @throws IOException if it cannot be used; the message says what to do
     */
    Catalog open(Path file, Clock clock) throws IOException;
  }

  // --- settings and numbers

  /** A setting that outlives the process, such as the cluster's ID. */
  Optional<String> setting(String key) throws IOException;

  void putSetting(String key, String value) throws IOException;

  /**
   * A number higher than every one before, over restarts too: for file IDs and versions. At least
   * the microseconds since the epoch of the clock, so that a rebuilt catalog goes on above what it
   * has lost.
   */
  long nextNumber() throws IOException;

  /** Sees to it that {@link #nextNumber} goes on above a number that was found on a drive. */
  void goAbove(long number) throws IOException;

  // --- files

  /** The file or directory at a path. */
  Optional<EntryRecord> find(VolumePath path) throws IOException;

  /** The children of a directory by its ID, in the byte order of UTF-8 of their names. */
  List<EntryRecord> children(long directoryId, String after, int limit) throws IOException;

  /**
   * Makes a version pending; durable with its commit, for nothing is lost with it before. All calls
   * of this object see it at once.
   */
  void begin(VersionRecord version) throws IOException;

  /** Adds stripes to a pending version, in order; durable with its commit. */
  void addStripes(long version, List<StripeRecord> stripes) throws IOException;

  /**
   * The fewest blocks that any stripe of a version has stored, not counting those on some drives.
   * Empty if it has no stripes.
   */
  OptionalInt fewestStored(long version, Set<Integer> withoutDrives) throws IOException;

  /** Marks all blocks of a version on a drive as lost. */
  void markVersionLost(long version, int drive) throws IOException;

  /**
   * Makes a pending version the current one of the file at its path, makes the directories above
   * it, and turns the version that it replaces into garbage: all or nothing. The file keeps its ID
   * and time of creation if it exists (the version's own are for a new file).
   */
  default CommitResult commit(long version, Optional<Long> expectedContent, boolean mustExist)
      throws IOException {
    return commit(version, List.of(), expectedContent, mustExist);
  }

  /** The same with the last stripes, which are added first, however the commit ends. */
  CommitResult commit(
      long version, List<StripeRecord> last, Optional<Long> expectedContent, boolean mustExist)
      throws IOException;

  /** Deletes a file: its current version becomes garbage and empty directories above it go. */
  DeleteResult delete(VolumePath path) throws IOException;

  /**
   * Turns a pending version into garbage; nothing happens if it is not pending. A loss of power
   * leaves it pending or unknown, and both are swept.
   */
  void abandon(long version) throws IOException;

  /** How a commit ended. */
  sealed interface CommitResult {
    /**
     * Committed; replacedVersion is the highest version of the file that became garbage, 0 if the
     * file is new.
     */
    record Committed(EntryRecord entry, long replacedVersion) implements CommitResult {}

    /** The file is not the expected version, or not there; nothing changed. */
    record Mismatch() implements CommitResult {}

    /** There is a directory at the path; nothing changed. */
    record IsDirectory() implements CommitResult {}

    /** A file is where a directory above the path would be; nothing changed. */
    record ParentIsFile(VolumePath parent) implements CommitResult {}
  }

  /** How a deletion ended. */
  sealed interface DeleteResult {
    /** Deleted; version is the highest one of the file that became garbage. */
    record Deleted(long fileId, long version) implements DeleteResult {}

    record NotFound() implements DeleteResult {}

    record IsDirectory() implements DeleteResult {}
  }

  // --- stripes

  /** A version that is pending, current or garbage. */
  Optional<VersionRecord> version(long version) throws IOException;

  /** The state of a version; empty if it has no record any more, or has none yet. */
  Optional<VersionState> state(long version) throws IOException;

  /** Whether a version is the current one of its file. */
  default boolean isCurrent(long version) throws IOException {
    return state(version).filter(VersionState.CURRENT::equals).isPresent();
  }

  /** Whether a version is current, or being made from a current one. */
  default boolean isKept(long version) throws IOException {
    return state(version).filter(VersionState::isKept).isPresent();
  }

  /** Stripes of a version from an index on, in order. */
  List<StripeRecord> stripes(long version, long fromIndex, int limit) throws IOException;

  /** The stripe of a version that holds the byte at an offset of the file. */
  Optional<StripeRecord> stripeAt(long version, long offset) throws IOException;

  /**
   * Marks a block as lost if it is recorded on that drive and not lost yet.
   *
   * @return whether it was marked
   */
  boolean markLost(BlockId block, int drive) throws IOException;

  /**
   * Compare and set: records new places of some blocks of a stripe, if the version is current or
   * being transcoded to, and the stripe's epoch is still the given one.
   *
   * @return whether it was recorded
   */
  boolean replace(long version, long stripe, long epoch, List<NewPlace> places) throws IOException;

  /** A new place of a block. */
  record NewPlace(int index, int drive) {}

  /** What the catalog says of a block. */
  Optional<KnownBlock> block(BlockId block) throws IOException;

  /**
   * A block as the catalog knows it.
   *
   * @param drive its drive's number, 0 if nowhere
   * @param lost whether it is lost
   * @param state of its version
   */
  record KnownBlock(BlockId block, int drive, boolean lost, VersionState state) {}

  /** The state of a version. */
  enum VersionState {
    PENDING,
    CURRENT,
    GARBAGE,
    /** Being made from a current version in another encoding; kept over restarts. */
    TRANSCODING;

    /** Whether its blocks are looked after: moved, rebuilt, taken in again. */
    public boolean isKept() {
      return this == CURRENT || this == TRANSCODING;
    }
  }

  /**
   * The blocks of versions that are kept, recorded on a drive and not lost, in the order of
   * version, stripe and index.
   *
   * @param after the last one of the page before; empty for the first page
   */
  List<PlacedBlock> blocksOn(int drive, Optional<BlockId> after, int limit) throws IOException;

  /**
   * A block on a drive.
   *
   * @param blockLength bytes of payload
   * @param modified of its version, in milliseconds since the epoch
   */
  record PlacedBlock(BlockId block, int blockLength, long modified) {}

  /** Those of some blocks that are of versions that are kept, recorded on a drive and not lost. */
  Set<BlockId> keptOn(int drive, Collection<BlockId> blocks) throws IOException;

  // --- change of encoding

  /** The version that is being made from a version in another encoding. */
  Optional<Long> transcodeOf(long source) throws IOException;

  /**
   * Begins to make a version from a current one, or goes on with the one that was begun.
   *
   * @param number of the version if it is new, from {@link #nextNumber}
   * @return empty if the source is not current, or is being made into another encoding
   */
  Optional<VersionRecord> beginTranscode(long source, long number, Encoding encoding)
      throws IOException;

  /** Whether a stripe of a version is recorded. */
  boolean hasStripe(long version, long stripe) throws IOException;

  /**
   * Records a stripe of a version that is being made; when it was the last one that lacked, the
   * version takes its source's place at once. In whatever order.
   */
  TranscodeStep addTranscoded(StripeRecord stripe, Set<Integer> awayDrives) throws IOException;

  /** Lets a version take its source's place if it is whole. */
  TranscodeStep commitTranscode(long version, Set<Integer> awayDrives) throws IOException;

  /** What became of a step of a change of encoding. */
  enum TranscodeStep {
    /** The version is not being made any more, or has the stripe already: nothing changed. */
    NOT_WANTED,
    /** Recorded; stripes or blocks are lacking still. */
    RECORDED,
    /** The version is current, its source is garbage. */
    COMMITTED
  }

  /**
   * Turns the versions that are being made in any other encoding into garbage.
   *
   * @return whether there were any
   */
  boolean abandonTranscodes(Encoding target) throws IOException;

  // --- garbage

  /** Versions that are garbage, the oldest first, from above a version on. */
  List<Long> garbage(long afterVersion, int limit) throws IOException;

  /** Versions that are pending; those that no writer of this process knows are left by a crash. */
  List<VersionRecord> pending() throws IOException;

  /**
   * Blocks of a garbage version that are still recorded, in order.
   *
   * @param after the last one of the page before; empty for the first page
   */
  List<KnownBlock> garbageBlocks(long version, Optional<BlockId> after, int limit)
      throws IOException;

  /**
   * Forgets blocks of garbage versions whose files are gone; a version without blocks goes too. A
   * loss of power may bring them back, to be removed once more.
   */
  void forget(Collection<BlockId> blocks) throws IOException;

  /** Whether a version has no record any more. */
  default boolean isGone(long version) throws IOException {
    return state(version).isEmpty();
  }

  // --- drives

  List<DriveRecord> drives() throws IOException;

  /** Records a drive; the number 0 asks for a new one. Returns what was recorded. */
  DriveRecord saveDrive(DriveRecord drive) throws IOException;

  /** Bytes of payload of all blocks recorded on a drive, garbage included. */
  long bytesOn(int drive) throws IOException;

  // --- what is at risk

  /** Whether a current version has a block that is lost, or that is on one of these drives. */
  boolean anyAtRisk(Set<Integer> awayDrives) throws IOException;

  /**
   * Makes the work set of REPROTECT, in place of the one before: all stripes of current versions
   * with a block that is lost or on one of these drives. It is kept in the database, not in memory,
   * and need not outlive the process.
   */
  WorkSummary planReprotect(Set<Integer> awayDrives) throws IOException;

  /**
   * The work set in numbers.
   *
   * @param bytes payload of all the blocks to be rebuilt
   * @param stripes how many
   * @param leastRemaining the least of (parity blocks - blocks not healthy) over the set; empty if
   *     the set is empty
   */
  record WorkSummary(long bytes, long stripes, OptionalInt leastRemaining) {}

  /**
   * What the stripes of current versions that have a block lost, or on one of these drives, can
   * still bear: the least of (parity blocks - blocks not healthy); empty if there are none. Takes
   * time in proportion to what is lost.
   */
  OptionalInt leastRemaining(Set<Integer> awayDrives) throws IOException;

  /** The next entries of the work set, least remaining failures first, each handed out once. */
  List<WorkItem> nextWork(int limit) throws IOException;

  /** The whole work set in numbers, by remaining failures. */
  SortedMap<Integer, Work> workByRemaining() throws IOException;

  /** An entry of the work set by its ID, also when it was handed out. */
  Optional<WorkItem> workItem(long id) throws IOException;

  /**
   * A stripe to be worked on.
   *
   * @param id in the work set
   * @param remaining parity blocks of its encoding less its blocks that are not healthy
   * @param bytes payload of the blocks to be rebuilt
   */
  record WorkItem(long id, long version, long stripe, int remaining, long bytes) {}

  // --- node failures

  /**
   * The least number of node failures that the stripes of current versions bear, worked out when
   * blocks are recorded, from where they are recorded, lost or not; empty if there are no stripes.
   * Does not scan the stripes.
   */
  OptionalInt leastNodeTolerance() throws IOException;

  /**
   * The same for the stripes of the work set only, counting lost blocks and those on away drives as
   * gone already.
   */
  OptionalInt leastNodeToleranceAtRisk(Set<Integer> awayDrives) throws IOException;

  // --- runs

  /** The record of the last runs, up to 100. */
  RunLog runs();

  // --- rebuild from the drives

  /**
   * Takes in a version that was found on the drives as the current one of its file, with its
   * stripes in pages by {@link #addStripes} before: {@link #begin}, {@link #addStripes}, then this.
   * Same as {@link #commit} without conditions.
   *
   * @return whether it became current: not if the file has a higher version already
   */
  boolean adopt(long version) throws IOException;

  /** Encodings that current versions have, for a look at what an encoding change has left to do. */
  Set<Encoding> encodings() throws IOException;

  @Override
  void close();
}
