package io.restriper.engine.local.file;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.EntryRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Listing;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of the local volume. Thread-safe. */
public final class LocalFiles implements VolumeFiles {
  private static final String ANY = "*";

  private final FileContext context;
  private final Catalog catalog;
  private final FileEvents events;
  private volatile boolean closed;

  public LocalFiles(FileContext context, FileEvents events) {
    this.context = context;
    this.catalog = context.catalog();
    this.events = events;
  }

  /** From here on every call is refused. */
  public void close() {
    closed = true;
  }

  @Override
  public FileAttributes write(VolumePath path, InputStream content, Optional<String> expectedTag) {
    return withCatalog(
        () -> {
          Optional<EntryRecord> before = catalog.find(path);
          if (path.isRoot() || before.filter(EntryRecord::directory).isPresent()) {
            throw notAFile(path);
          }
          expectedTag.ifPresent(tag -> checkTag(path, before, tag));
          long number = catalog.nextNumber();
          long now = context.clock().millis();
          VersionRecord version =
              new VersionRecord(
                  number,
                  before.map(EntryRecord::id).orElse(number),
                  path,
                  context.encoding().get(),
                  before.map(EntryRecord::created).orElse(now),
                  now);
          catalog.begin(version);
          boolean committed = false;
          Upload upload = new Upload(context, version);
          try {
            upload.run(content);
            context.faults().passing(FaultPoints.Point.FILE_COMMIT, version);
            EntryRecord entry = commit(version, expectedTag, upload);
            committed = true;
            callForWhatIsMissing(version, upload);
            context.faults().passing(FaultPoints.Point.FILE_COMMITTED, version);
            return attributes(path, entry);
          } finally {
            if (!committed) {
              giveUp(version, upload);
            }
          }
        });
  }

  private EntryRecord commit(VersionRecord version, Optional<String> expectedTag, Upload upload)
      throws IOException {
    if (upload.isDegraded()) {
      events.committingDegraded();
    }
    Optional<Long> expected =
        expectedTag.filter(tag -> !tag.equals(ANY)).map(LocalFiles::versionOf);
    boolean mustExist = expectedTag.isPresent();
    Catalog.CommitResult result =
        catalog.commit(version.version(), upload.rest(), expected, mustExist);
    upload.recordedWithCommit();
    VolumePath path = version.path();
    if (result instanceof Catalog.CommitResult.Committed committed) {
      if (committed.replacedVersion() > version.version()) {
        // A rebuild of the catalog takes the highest version for the newest one.
        events.bury(version.fileId(), committed.replacedVersion(), false);
      }
      if (committed.replacedVersion() != 0) {
        events.garbageMade();
      }
      return committed.entry();
    }
    if (result instanceof Catalog.CommitResult.Mismatch) {
      throw mismatch(path);
    }
    if (result instanceof Catalog.CommitResult.ParentIsFile parent) {
      throw new VolumeException(
          Problem.NOT_A_DIRECTORY,
          parent.parent() + " is a file, so nothing can be below it. Choose another path.");
    }
    throw notAFile(path);
  }

  /**
   * Looked at after the commit: what happens later calls for a run that finds this version, and
   * what happened before may have had a run that did not.
   */
  private void callForWhatIsMissing(VersionRecord version, Upload upload) {
    if (upload.isDegraded()) {
      events.committedDegraded();
    } else if (upload.isMisplaced() || !version.encoding().equals(context.encoding().get())) {
      events.committedOutdated();
    }
  }

  /** Whatever happens here, the failure that led to it is what the caller is told. */
  private void giveUp(VersionRecord version, Upload upload) {
    try {
      upload.record();
      catalog.abandon(version.version());
      if (!events.reclaim(version.version())) {
        events.bury(version.fileId(), version.version(), false);
      }
    } catch (IOException | IllegalStateException e) {
      // The version may be committed, although that failed as far as could be told.
      events.garbageMade();
    }
  }

  @Override
  public OpenFile open(VolumePath path) {
    return withCatalog(
        () -> {
          while (true) {
            EntryRecord entry = file(path);
            context.pins().pin(entry.version());
            boolean opened = false;
            try {
              Optional<VersionRecord> version = catalog.version(entry.version());
              if (version.isPresent() && catalog.isCurrent(entry.version())) {
                opened = true;
                return new LocalOpenFile(context, version.get(), attributes(path, entry));
              }
            } finally {
              if (!opened) {
                context.pins().unpin(entry.version());
              }
            }
          }
        });
  }

  @Override
  public FileAttributes attributes(VolumePath path) {
    return withCatalog(() -> attributes(path, entry(path)));
  }

  @Override
  public Listing list(VolumePath directory, String after, int limit) {
    return withCatalog(
        () -> {
          EntryRecord entry = entry(directory);
          if (!entry.directory()) {
            throw new VolumeException(
                Problem.NOT_A_DIRECTORY,
                directory + " is a file and has no entries. List the directory that it is in.");
          }
          List<EntryRecord> found = catalog.children(entry.id(), after, limit + 1);
          boolean more = found.size() > limit;
          List<FileAttributes> children =
              found.stream()
                  .limit(limit)
                  .map(child -> attributes(directory.child(child.name()), child))
                  .toList();
          return new Listing(attributes(directory, entry), children, more);
        });
  }

  @Override
  public void delete(VolumePath path) {
    withCatalog(
        () -> {
          EntryRecord entry = file(path);
          long newest = catalog.transcodeOf(entry.version()).orElse(entry.version());
          events.bury(entry.id(), newest, true);
          context.faults().passing(FaultPoints.Point.DELETE_COMMIT, path);
          Catalog.DeleteResult result = commitDelete(path, entry.id(), newest);
          if (result instanceof Catalog.DeleteResult.NotFound) {
            throw notFound(path);
          }
          if (result instanceof Catalog.DeleteResult.IsDirectory) {
            throw notAFile(path);
          }
          if (result instanceof Catalog.DeleteResult.Deleted deleted
              && (deleted.version() != newest || deleted.fileId() != entry.id())) {
            events.bury(deleted.fileId(), deleted.version(), true);
          }
          events.garbageMade();
          return null;
        });
  }

  private Catalog.DeleteResult commitDelete(VolumePath path, long fileId, long newest)
      throws IOException {
    try {
      return catalog.delete(path);
    } catch (IOException e) {
      events.exhume(fileId, newest);
      throw e;
    }
  }

  private EntryRecord entry(VolumePath path) throws IOException {
    return catalog.find(path).orElseThrow(() -> notFound(path));
  }

  private EntryRecord file(VolumePath path) throws IOException {
    EntryRecord entry = entry(path);
    if (entry.directory()) {
      throw notAFile(path);
    }
    return entry;
  }

  private static void checkTag(VolumePath path, Optional<EntryRecord> entry, String tag) {
    boolean matches =
        entry.isPresent() && (tag.equals(ANY) || tag.equals(tag(entry.get().content())));
    if (!matches) {
      throw mismatch(path);
    }
  }

  private static FileAttributes attributes(VolumePath path, EntryRecord entry) {
    return new FileAttributes(
        path,
        entry.id(),
        entry.directory(),
        entry.size(),
        Instant.ofEpochMilli(entry.created()),
        Instant.ofEpochMilli(entry.modified()),
        entry.childCount(),
        entry.blockBytes(),
        entry.dataBytes(),
        tag(entry.content()));
  }

  private static String tag(long version) {
    return Long.toHexString(version);
  }

  /** The version that a tag names; one that never was if it names none. */
  private static long versionOf(String tag) {
    try {
      return Long.parseUnsignedLong(tag, 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static VolumeException notFound(VolumePath path) {
    return new VolumeException(
        Problem.NOT_FOUND, "There is no file at " + path + ". Check the path.");
  }

  private static VolumeException notAFile(VolumePath path) {
    return new VolumeException(
        Problem.NOT_A_FILE, path + " is a directory and a file is needed. Name a file.");
  }

  private static VolumeException mismatch(VolumePath path) {
    return new VolumeException(
        Problem.TAG_MISMATCH,
        path
            + " is not the version that was expected: it was replaced or deleted meanwhile."
            + " Read it again.");
  }

  private interface CatalogCall<T> {
    T run() throws IOException;
  }

  private <T> T withCatalog(CatalogCall<T> call) {
    if (closed) {
      throw new VolumeException(
          Problem.CLOSED, "The server is shutting down. Try again when it is up.");
    }
    try {
      return call.run();
    } catch (IOException e) {
      throw new VolumeException(
          Problem.CATALOG_FAILED,
          "The catalog cannot be used: " + e.getMessage() + " Look at the server's log.",
          e);
    }
  }
}
