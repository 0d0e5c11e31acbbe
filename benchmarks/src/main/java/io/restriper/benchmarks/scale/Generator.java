package io.restriper.benchmarks.scale;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.DriveRecord;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.drive.DriveFormat;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Makes the volume of a {@link Shape} in a directory: its catalog through the engine's own
 * interface, so that it is what the engine would have written, and its drives, with or without
 * block files.
 */
public final class Generator {
  private final Path root;
  private final Shape shape;

  public Generator(Path root, Shape shape) {
    this.root = root;
    this.shape = shape;
  }

  public static Path catalog(Path root) {
    return root.resolve("catalog").resolve("catalog.db");
  }

  static Path drive(Path root, int drive) {
    return root.resolve("drive-" + drive);
  }

  static EngineSettings settings(Path root) {
    List<EngineSettings.DriveSettings> drives = new ArrayList<>();
    for (int drive = 1; drive <= Shape.SMALL_DRIVE; drive++) {
      drives.add(new EngineSettings.DriveSettings(drive(root, drive), 1));
    }
    return new EngineSettings(
        root,
        "scale",
        1,
        Shape.ENCODING,
        drives,
        new EngineSettings.Upkeep(0, Duration.ofDays(30)));
  }

  /** Makes drives that are known to the catalog and hold no file yet, and the catalog. */
  public void make() throws IOException {
    Files.createDirectories(catalog(root).getParent());
    try (Catalog catalog = SqliteCatalog.open(catalog(root), Clock.systemUTC())) {
      catalog.putSetting("cluster", Shape.CLUSTER.toString());
      for (int drive = 1; drive <= Shape.SMALL_DRIVE; drive++) {
        Path path = drive(root, drive);
        Files.createDirectories(path);
        UUID uuid = new UUID(8, drive);
        DriveFormat.format(
            new LocalDriveFiles(path),
            new DriveIdentity(Shape.CLUSTER, uuid, 1, Instant.ofEpochMilli(Shape.TIME)));
        catalog.saveDrive(new DriveRecord(drive, uuid, 1, drive, path.toString(), true, false));
      }
      eachFile(file -> add(catalog, file));
    }
  }

  private void add(Catalog catalog, int file) throws IOException {
    long version = Shape.version(file);
    catalog.begin(
        new VersionRecord(
            version, Shape.fileId(file), Shape.path(file), Shape.ENCODING, Shape.TIME, Shape.TIME));
    List<StripeRecord> stripes = new ArrayList<>();
    for (int stripe = 0; stripe < Shape.STRIPES_PER_FILE; stripe++) {
      List<Placement> places =
          Arrays.stream(shape.drives(file, stripe))
              .mapToObj(drive -> new Placement(drive, false))
              .toList();
      stripes.add(
          new StripeRecord(
              version,
              stripe,
              (long) stripe * Shape.STRIPE_LENGTH,
              Shape.STRIPE_LENGTH,
              Shape.BLOCK_LENGTH,
              stripe == Shape.STRIPES_PER_FILE - 1,
              1,
              places));
    }
    catalog.addStripes(version, stripes);
    if (!(catalog.commit(version, Optional.empty(), false)
        instanceof Catalog.CommitResult.Committed)) {
      throw new IOException("file " + file + " was not committed");
    }
  }

  /**
   * Gives every block a name on its drive, with the size and the time that the catalog expects. The
   * blocks of a file on a drive are links to one file, so that a million stripes need few inodes
   * and little room; so whoever reads one finds another block in it, and only looks are met.
   */
  void link() throws IOException {
    eachFile(this::link);
  }

  private void link(int file) throws IOException {
    Path[] contents = new Path[Shape.SMALL_DRIVE + 1];
    for (int stripe = 0; stripe < Shape.STRIPES_PER_FILE; stripe++) {
      int[] drives = shape.drives(file, stripe);
      for (int index = 0; index < drives.length; index++) {
        BlockId block = new BlockId(Shape.version(file), stripe, index);
        Path name = drive(root, drives[index]).resolve(BlockNames.path(block));
        if (contents[drives[index]] == null) {
          write(name, block);
          contents[drives[index]] = name;
        } else {
          Files.createLink(name, contents[drives[index]]);
        }
      }
    }
  }

  @FunctionalInterface
  private interface FileStep {
    void take(int file) throws IOException;
  }

  /** Several at a time, so that they share commits. */
  private void eachFile(FileStep step) throws IOException {
    try {
      IntStream.range(0, shape.files())
          .parallel()
          .forEach(
              file -> {
                try {
                  step.take(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(Path name, BlockId block) throws IOException {
    Files.write(name, content(shape, block).array());
    Files.setLastModifiedTime(name, FileTime.fromMillis(Shape.TIME));
  }

  /** The bytes of a block file. */
  static ByteBuffer content(Shape shape, BlockId block) {
    byte[] payload = new byte[Shape.BLOCK_LENGTH];
    ByteBuffer header =
        BlockFormat.encodeHeader(shape.header(block), payload, 0, Shape.BLOCK_LENGTH);
    return ByteBuffer.allocate(header.remaining() + payload.length)
        .put(header)
        .put(payload)
        .rewind();
  }
}
