package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.volume.VolumePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A row of versions. States are stored as the place of their constant. */
record VersionRow(
    long version,
    long fileId,
    String path,
    int dataBlocks,
    int parityBlocks,
    VersionState state,
    long created,
    long modified,
    long size,
    long stripes) {

  static final String COLUMNS =
      "version, file_id, path, k, m, state, created, modified, size, stripes";

  static Optional<VersionRow> find(Session session, long version) throws SQLException {
    return session.first(
        "SELECT " + COLUMNS + " FROM versions WHERE version = ?", VersionRow::of, version);
  }

  static VersionRow of(ResultSet row) throws SQLException {
    return new VersionRow(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        state(row.getInt(6)),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10));
  }

  static VersionState state(int stored) {
    return VersionState.values()[stored];
  }

  int totalBlocks() {
    return dataBlocks + parityBlocks;
  }

  VersionRecord toRecord() {
    return new VersionRecord(
        version,
        fileId,
        VolumePath.parse(path),
        new Encoding(dataBlocks, parityBlocks),
        created,
        modified);
  }
}
