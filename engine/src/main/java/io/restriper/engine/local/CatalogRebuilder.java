package io.restriper.engine.local;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.EntryRecord;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.catalog.schema.CatalogSchema;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.local.drive.Tombstone;
import io.restriper.engine.local.drive.Tombstones;
import io.restriper.engine.local.rebuild.FoundBlocks;
import io.restriper.engine.local.rebuild.FoundBlocks.FoundVersion;
import io.restriper.engine.local.upkeep.Upkeep;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the catalog anew from the block files. A version counts if each of its stripes has k blocks
 * at least and no tombstone says that it is dead; of several versions of a file the highest counts.
 * The new catalog is made beside the old one and takes its place at the end ({@link CatalogSwap}).
 * Used once.
 */
public final class CatalogRebuilder {
  private static final int PAGE = 256;
  private static final int MOST_NOTES = 100;

  /** No number is higher: they are microseconds since 1970, and have to go on from here. */
  private static final long HIGHEST_NUMBER = 1L << 62;

  private final EngineSettings settings;
  private final EngineRuntime runtime;
  private final List<String> notes = new ArrayList<>();
  private final Map<Long, List<Tombstone>> tombstones = new HashMap<>();
  private long files;
  private long stripes;
  private long skippedBlocks;

  public CatalogRebuilder(EngineSettings settings, EngineRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
  }

  private record FoundDrive(
      EngineSettings.DriveSettings place, int slot, DriveFiles files, DriveIdentity identity) {}

  /** Does it; see {@link io.restriper.engine.CatalogRebuild#run}. */
  public RebuildReport run() throws EngineStartException {
    try (DataDirectory data = DataDirectory.open(settings.data(), runtime.drives())) {
      // What a newer server wrote would not be in a catalog that this one makes, and be swept.
      CatalogSchema.refuseNewer(data.catalog());
      List<FoundDrive> drives = drives();
      UUID cluster = cluster(drives);
      try (FoundBlocks found = FoundBlocks.create(data.scratch());
          Catalog catalog = SqliteCatalog.open(data.fresh(), runtime.clock())) {
        catalog.putSetting(LocalVolume.CLUSTER, cluster.toString());
        for (FoundDrive drive : drives) {
          scan(catalog, found, cluster, drive);
        }
        found.versions(version -> takeIn(catalog, found, version));
        found.versions(version -> leaveOut(catalog, version));
        if (skippedBlocks > 0) {
          Upkeep.keepUnknownBelow(catalog, catalog.nextNumber());
        }
      }
      sync(data.fresh());
      data.swap().swap();
      return new RebuildReport(files, stripes, skippedBlocks, notes);
    } catch (IOException e) {
      throw new EngineStartException("The catalog cannot be rebuilt: " + e.getMessage(), e);
    }
  }

  private List<FoundDrive> drives() throws IOException {
    List<FoundDrive> drives = new ArrayList<>();
    Map<Integer, Integer> perNode = new HashMap<>();
    for (EngineSettings.DriveSettings place : settings.drives()) {
      int slot = perNode.merge(place.node(), 1, Integer::sum);
      DriveFiles drive = runtime.drives().apply(place.path());
      try {
        DriveIdentity.ReadResult read = DriveIdentity.read(drive);
        if (read instanceof DriveIdentity.ReadResult.Found found) {
          if (isThere(drives, found.identity())) {
            note(place.path() + " is a copy of another drive, and was left out.");
            continue;
          }
          drives.add(new FoundDrive(place, slot, drive, found.identity()));
        } else if (read instanceof DriveIdentity.ReadResult.UnknownFormat newer) {
          throw new NewerFormatException(
              "The drive at "
                  + place.path()
                  + " has format "
                  + newer.format()
                  + ", and this server knows formats up to "
                  + DriveIdentity.FORMAT
                  + ". Run this with the newer server that wrote it; nothing was changed.");
        } else {
          note(place.path() + " is not a drive that can be read, and was left out.");
        }
      } catch (NewerFormatException e) {
        throw e;
      } catch (IOException e) {
        note(place.path() + " cannot be read and was left out: " + IoErrors.describe(e) + ".");
      }
    }
    return drives;
  }

  private static boolean isThere(List<FoundDrive> drives, DriveIdentity identity) {
    return drives.stream().anyMatch(drive -> drive.identity.drive().equals(identity.drive()));
  }

  private static UUID cluster(List<FoundDrive> drives) throws EngineStartException {
    if (drives.isEmpty()) {
      throw new EngineStartException(
          "None of the configured drives has data of a volume. Check the setting 'drives'.");
    }
    FoundDrive first = drives.get(0);
    for (FoundDrive drive : drives) {
      if (!drive.identity.cluster().equals(first.identity.cluster())) {
        throw new EngineStartException(
            "The drives "
                + first.place.path()
                + " and "
                + drive.place.path()
                + " belong to different clusters. Configure the drives of one cluster only.");
      }
    }
    return first.identity.cluster();
  }

  private void scan(Catalog catalog, FoundBlocks found, UUID cluster, FoundDrive drive)
      throws IOException {
    DriveRecord record =
        catalog.saveDrive(
            new DriveRecord(
                0,
                drive.identity.drive(),
                drive.place.node(),
                drive.slot,
                drive.place.path().toString(),
                true,
                drive.files.space().mountPoint()));
    for (Tombstone tombstone : Tombstones.list(drive.files)) {
      if (cannotBe(drive, tombstone.version(), tombstone.fileId())) {
        continue;
      }
      catalog.goAbove(tombstone.version());
      tombstones.computeIfAbsent(tombstone.fileId(), id -> new ArrayList<>()).add(tombstone);
    }
    for (String directory : DriveLayout.blockDirectories()) {
      for (String name : drive.files.list(directory)) {
        Optional<BlockId> block = BlockNames.parse(directory, name);
        if (block.isPresent()) {
          scan(found, cluster, drive, record.number(), block.get());
        }
      }
    }
  }

  private void scan(FoundBlocks found, UUID cluster, FoundDrive drive, int number, BlockId block)
      throws IOException {
    try (VerifiedBlock opened = VerifiedBlock.open(drive.files, block, cluster)) {
      if (!cannotBe(drive, block.version(), opened.header().fileId())) {
        found.add(opened.header(), number);
      }
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException e) {
      note("A block on " + drive.place.path() + " was left out: " + IoErrors.describe(e) + ".");
    }
  }

  private boolean cannotBe(FoundDrive drive, long version, long fileId) {
    for (long number : new long[] {version, fileId}) {
      if (number < 0 || number > HIGHEST_NUMBER) {
        note(
            "Something on "
                + drive.place.path()
                + " was left out: it has the number "
                + Long.toUnsignedString(number)
                + ", which nothing of this volume can have.");
        return true;
      }
    }
    return false;
  }

  private void takeIn(Catalog catalog, FoundBlocks found, FoundVersion version) throws IOException {
    long number = version.version().version();
    // Its blocks are still there, also if it is dead: no new file may have its number.
    catalog.goAbove(number);
    if (!version.whole() || isBuried(version)) {
      return;
    }
    catalog.begin(version.version());
    for (long from = 0; from < version.stripes(); from += PAGE) {
      List<StripeRecord> page = found.stripes(version.version(), from, PAGE);
      catalog.addStripes(number, page);
    }
    if (catalog.adopt(number)) {
      files++;
      stripes += version.stripes();
    } else {
      catalog.abandon(number);
    }
  }

  /** Tells of a version that is not whole, and keeps its blocks if they may be of use. */
  private void leaveOut(Catalog catalog, FoundVersion version) throws IOException {
    if (version.whole() || isBuried(version) || isNeedless(catalog, version.version())) {
      return;
    }
    skippedBlocks += version.blocks();
    note(
        "A version of "
            + version.version().path()
            + " is not whole on these drives, or its blocks contradict each other. If drives are"
            + " missing, put them back and rebuild again; its blocks are kept.");
  }

  private boolean isBuried(FoundVersion version) {
    long number = version.version().version();
    long fileId = version.version().fileId();
    return tombstones.getOrDefault(fileId, List.of()).stream()
        .anyMatch(tombstone -> tombstone.buries(fileId, number));
  }

  /** Whether a newer version was taken in, or the one that this was being re-encoded from. */
  private static boolean isNeedless(Catalog catalog, VersionRecord version) throws IOException {
    Optional<EntryRecord> entry = catalog.find(version.path()).filter(found -> !found.directory());
    if (entry.isEmpty()) {
      return false;
    }
    Optional<VersionRecord> taken = catalog.version(entry.get().version());
    return entry.get().version() > version.version()
        || taken.filter(other -> isSameContent(other, version)).isPresent();
  }

  /** Only re-encoding gives a file another encoding and leaves its times as they were. */
  private static boolean isSameContent(VersionRecord one, VersionRecord other) {
    return one.fileId() == other.fileId()
        && one.created() == other.created()
        && one.modified() == other.modified()
        && !one.encoding().equals(other.encoding());
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private void note(String sentence) {
    if (notes.size() < MOST_NOTES) {
      notes.add(sentence);
    }
  }
}
