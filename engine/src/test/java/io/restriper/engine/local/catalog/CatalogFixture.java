package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.CommitResult;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes files and drives in a catalog with few words. */
final class CatalogFixture {
  static final int BLOCK = 1000;

  private CatalogFixture() {}

  /** Records drives 1 to n, each in the node given for it. */
  static void drives(Catalog catalog, int... nodes) throws IOException {
    for (int i = 0; i < nodes.length; i++) {
      catalog.saveDrive(
          new DriveRecord(
              i + 1, new UUID(7, i + 1), nodes[i], i + 1, "/drives/" + (i + 1), true, false));
    }
  }

  /** Begins a version of 2+1 with stripes on the given drives; 0 is nowhere. */
  static long pending(Catalog catalog, String path, int[]... stripes) throws IOException {
    return pending(catalog, new Encoding(2, 1), path, stripes);
  }

  static long pending(Catalog catalog, Encoding encoding, String path, int[]... stripes)
      throws IOException {
    long version = catalog.nextNumber();
    long fileId = catalog.nextNumber();
    catalog.begin(
        new VersionRecord(version, fileId, VolumePath.parse(path), encoding, 5_000, 6_000));
    catalog.addStripes(version, stripes(version, encoding, stripes));
    return version;
  }

  static List<StripeRecord> stripes(long version, Encoding encoding, int[]... drives) {
    List<StripeRecord> stripes = new ArrayList<>();
    long length = (long) encoding.dataBlocks() * BLOCK;
    for (int i = 0; i < drives.length; i++) {
      List<Placement> places =
          Arrays.stream(drives[i])
              .mapToObj(drive -> drive == 0 ? Placement.NOWHERE : new Placement(drive, false))
              .toList();
      stripes.add(
          new StripeRecord(
              version, i, i * length, length, BLOCK, i == drives.length - 1, 1, places));
    }
    return stripes;
  }

  /** A current file. */
  static long file(Catalog catalog, String path, int[]... stripes) throws IOException {
    long version = pending(catalog, path, stripes);
    commit(catalog, version);
    return version;
  }

  static CommitResult.Committed commit(Catalog catalog, long version) throws IOException {
    return (CommitResult.Committed) catalog.commit(version, Optional.empty(), false);
  }

  static int[] on(int... drives) {
    return drives;
  }
}
