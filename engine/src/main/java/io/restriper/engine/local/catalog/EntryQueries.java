package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.CommitResult;
import io.restriper.engine.local.catalog.Catalog.DeleteResult;
import io.restriper.engine.local.catalog.schema.CatalogSchema;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.volume.VolumePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The tree of names. A directory is there as long as something is in it; the root always is. */
final class EntryQueries {
  private static final String SELECT =
      """
      SELECT e.id, e.name, e.directory, e.created, e.modified, e.child_count, e.version,
        e.content, v.size, v.k, v.m, v.block_bytes, v.data_bytes, v.stripes
      FROM entries e LEFT JOIN versions v ON v.version = e.version
      """;

  private EntryQueries() {}

  static Optional<EntryRecord> find(Session session, VolumePath path) throws SQLException {
    Optional<EntryRecord> entry = byId(session, CatalogSchema.ROOT);
    for (String name : path.names()) {
      if (entry.isEmpty() || !entry.get().directory()) {
        return Optional.empty();
      }
      entry = child(session, entry.get().id(), name);
    }
    return entry;
  }

  static List<EntryRecord> children(Session session, long directory, String after, int limit)
      throws SQLException {
    return session.list(
        SELECT + "WHERE e.parent = ? AND e.name > ? ORDER BY e.name LIMIT ?",
        EntryQueries::entry,
        directory,
        after,
        limit);
  }

  private static Optional<EntryRecord> byId(Session session, long id) throws SQLException {
    return session.first(SELECT + "WHERE e.id = ?", EntryQueries::entry, id);
  }

  private static Optional<EntryRecord> child(Session session, long directory, String name)
      throws SQLException {
    return session.first(
        SELECT + "WHERE e.parent = ? AND e.name = ?", EntryQueries::entry, directory, name);
  }

  private static EntryRecord entry(ResultSet row) throws SQLException {
    boolean directory = row.getBoolean(3);
    return new EntryRecord(
        row.getLong(1),
        row.getString(2),
        directory,
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        directory ? null : new Encoding(row.getInt(10), row.getInt(11)),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14));
  }

  /**
   * Makes a version current.
   *
   * @param condition of the caller
   * @param firstId of as many IDs as the path has names, for what has to be made
   * @param now in milliseconds since the epoch
   */
  static CommitResult commit(
      Session session, VersionRow version, Condition condition, long firstId, long now)
      throws SQLException {
    VolumePath path = VolumePath.parse(version.path());
    if (path.isRoot()) {
      return new CommitResult.IsDirectory();
    }
    VolumePath above = VolumePath.ROOT;
    Optional<EntryRecord> parent = byId(session, CatalogSchema.ROOT);
    for (String name : path.parent().names()) {
      above = above.child(name);
      parent = parent.isPresent() ? child(session, parent.get().id(), name) : parent;
      if (parent.isPresent() && !parent.get().directory()) {
        return new CommitResult.ParentIsFile(above);
      }
    }
    Optional<EntryRecord> old =
        parent.isPresent() ? child(session, parent.get().id(), path.name()) : Optional.empty();
    if (old.isPresent() && old.get().directory()) {
      return new CommitResult.IsDirectory();
    }
    if (!condition.holds(old)) {
      return new CommitResult.Mismatch();
    }
    if (old.isPresent()) {
      return replace(session, version, old.get());
    }
    long directory = makeDirectories(session, path.parent(), firstId, now);
    return make(session, version, directory, path.name(), firstId + path.names().size() - 1, now);
  }

  /** What a caller wants of the file before its new version is committed. */
  @FunctionalInterface
  interface Condition {
    boolean holds(Optional<EntryRecord> current);

    /** That it is there, if it must be, and is of that version, if one is named. */
    static Condition expecting(Optional<Long> content, boolean mustExist) {
      return current ->
          (!mustExist || current.isPresent())
              && (content.isEmpty() || current.map(EntryRecord::content).equals(content));
    }
  }

  private static CommitResult replace(Session session, VersionRow version, EntryRecord old)
      throws SQLException {
    session.update(
        "UPDATE entries SET version = ?, content = ?, modified = ? WHERE id = ?",
        version.version(),
        version.version(),
        version.modified(),
        old.id());
    VersionQueries.makeCurrent(session, version, old.id(), old.created());
    long newest = makeGarbage(session, old.version());
    return new CommitResult.Committed(byId(session, old.id()).orElseThrow(), newest);
  }

  private static CommitResult make(
      Session session, VersionRow version, long directory, String name, long spareId, long now)
      throws SQLException {
    // On drives whose catalog was lost a file may have the ID of a directory made since.
    long id = byId(session, version.fileId()).isPresent() ? spareId : version.fileId();
    session.update(
        "INSERT INTO entries VALUES (?, ?, ?, 0, ?, ?, 0, ?, ?)",
        id,
        directory,
        name,
        version.created(),
        version.modified(),
        version.version(),
        version.version());
    countChild(session, directory, 1, now);
    VersionQueries.makeCurrent(session, version, id, version.created());
    return new CommitResult.Committed(byId(session, id).orElseThrow(), 0);
  }

  private static long makeDirectories(Session session, VolumePath path, long firstId, long now)
      throws SQLException {
    long directory = CatalogSchema.ROOT;
    long nextId = firstId;
    for (String name : path.names()) {
      Optional<EntryRecord> next = child(session, directory, name);
      if (next.isPresent()) {
        directory = next.get().id();
      } else {
        session.update(
            "INSERT INTO entries VALUES (?, ?, ?, 1, ?, ?, 0, 0, 0)",
            nextId,
            directory,
            name,
            now,
            now);
        countChild(session, directory, 1, now);
        directory = nextId;
      }
      nextId++;
    }
    return directory;
  }

  private static void countChild(Session session, long directory, int change, long now)
      throws SQLException {
    session.update(
        "UPDATE entries SET child_count = child_count + ?, modified = ? WHERE id = ?",
        change,
        now,
        directory);
  }

  static DeleteResult delete(Session session, VolumePath path, long now) throws SQLException {
    Optional<EntryRecord> found = find(session, path);
    if (found.isEmpty()) {
      return new DeleteResult.NotFound();
    }
    EntryRecord file = found.get();
    if (file.directory()) {
      return new DeleteResult.IsDirectory();
    }
    long gone = file.id();
    boolean empty = true;
    while (empty) {
      long parent = session.number("SELECT parent FROM entries WHERE id = ?", gone).orElseThrow();
      session.update("DELETE FROM entries WHERE id = ?", gone);
      countChild(session, parent, -1, now);
      empty =
          parent != CatalogSchema.ROOT
              && session.any("SELECT 1 FROM entries WHERE id = ? AND child_count = 0", parent);
      gone = parent;
    }
    return new DeleteResult.Deleted(file.id(), makeGarbage(session, file.version()));
  }

  /** Returns the higher one if the version was being re-encoded. */
  private static long makeGarbage(Session session, long version) throws SQLException {
    Optional<Long> transcode = TranscodeQueries.of(session, version);
    if (transcode.isPresent()) {
      TranscodeQueries.abandon(session, transcode.get());
    }
    VersionQueries.makeGarbage(session, VersionRow.find(session, version).orElseThrow());
    return Math.max(version, transcode.orElse(0L));
  }
}
