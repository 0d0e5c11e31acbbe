package io.restriper.fuzz;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The rebuild of a catalog from drives on which there is whatever somebody wanted there to be:
 * block files with sound checksums that contradict each other, numbers at the end of their range,
 * copies of drives, tombstones of anything. It gives a catalog that an engine works with, or says
 * no.
 */
public final class CatalogFuzz {
  private static final UUID CLUSTER = new UUID(1, 1);
  private static final int MOST_ENTRIES = 40;
  private static final List<String> PATHS = List.of("/a", "/a/b", "/a/b/c", "/d", "/e", "/a/x");

  private CatalogFuzz() {}

  /** Rebuilds a catalog, and uses it if the first byte says so, which takes most of the time. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Input input = new Input(data);
    boolean use = input.below(8) == 1;
    Path directory = Files.createTempDirectory("fuzz");
    try {
      run(directory, drives(input), use);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Path directory, List<Drive> drives, boolean use) throws IOException {
    Map<Path, Drive> byPath = new java.util.HashMap<>();
    List<DriveSettings> places = new ArrayList<>();
    for (Drive drive : drives) {
      Path path = directory.resolve("drive-" + places.size());
      byPath.put(path, drive);
      places.add(new DriveSettings(path, 1));
    }
    EngineSettings settings =
        new EngineSettings(directory.resolve("data"), "fuzz", 1, new Encoding(2, 1), places);
    EngineRuntime runtime =
        EngineRuntime.real()
            .withDrives(
                path ->
                    byPath.containsKey(path)
                        ? byPath.get(path)
                        : new io.restriper.engine.local.drive.LocalDriveFiles(path))
            .withBlockSize(1 << 16);
    RebuildReport report;
    try {
      report = CatalogRebuild.run(settings, runtime);
    } catch (EngineStartException e) {
      Check.that(e.getMessage().endsWith("."), "no sentence: " + e.getMessage());
      return;
    }
    Check.same(report, rebuiltAgain(settings, runtime), "the report of a second rebuild");
    if (use) {
      try (Engine engine = Engine.start(settings, runtime)) {
        use(engine.files(), VolumePath.ROOT);
        written(engine.files());
      } catch (EngineStartException e) {
        throw new AssertionError("An engine does not start with the rebuilt catalog", e);
      }
    }
  }

  private static RebuildReport rebuiltAgain(EngineSettings settings, EngineRuntime runtime) {
    try {
      return CatalogRebuild.run(settings, runtime);
    } catch (EngineStartException e) {
      throw new AssertionError("A second rebuild fails", e);
    }
  }

  /** Reads all that there is. */
  private static void use(VolumeFiles files, VolumePath directory) throws IOException {
    for (FileAttributes entry : files.list(directory, "", 100).children()) {
      if (entry.directory()) {
        use(files, entry.path());
        continue;
      }
      try (OpenFile file = files.open(entry.path())) {
        file.range(0, Long.MAX_VALUE).transferTo(OutputStream.nullOutputStream());
      } catch (VolumeException e) {
        Check.same(Problem.DATA_UNAVAILABLE, e.problem(), entry.path().toString());
      }
    }
  }

  /** Writes a file, unless there are too few drives or the way to it is taken. */
  private static void written(VolumeFiles files) throws IOException {
    VolumePath path = VolumePath.parse("/written");
    try {
      byte[] content = {1, 2, 3};
      FileAttributes written =
          files.write(path, new ByteArrayInputStream(content), Optional.empty());
      Check.same(3L, written.size(), "size");
      files.delete(path);
    } catch (VolumeException e) {
      Check.that(
          e.problem() == Problem.TOO_FEW_DRIVES || e.problem() == Problem.NOT_A_FILE, e.toString());
    }
  }

  private static List<Drive> drives(Input input) throws IOException {
    List<Drive> drives = new ArrayList<>();
    for (int count = 1 + input.below(4); count > 0; count--) {
      drives.add(new Drive());
    }
    for (Drive drive : drives) {
      identity(input, drive, drives.indexOf(drive));
    }
    for (int left = MOST_ENTRIES; left > 0 && input.more(); left--) {
      Drive drive = drives.get(input.below(drives.size()));
      switch (input.below(8)) {
        case 0 -> drive.put(DriveLayout.TOMBSTONES + '/' + tombstone(input), new byte[0]);
        case 1 ->
            drive.put(
                DriveLayout.blockDirectory(input.octet()) + '/' + input.text(40), input.bytes(64));
        case 2 -> stripe(input, drives);
        default -> block(input, drive);
      }
    }
    return drives;
  }

  private static void identity(Input input, Drive drive, int number) throws IOException {
    int kind = input.octet();
    if (kind >= 240) {
      drive.put(DriveLayout.IDENTITY, input.bytes(200));
    } else if (kind < 230) {
      UUID cluster = kind < 220 ? CLUSTER : new UUID(2, 2);
      long id = kind < 210 ? number : 0;
      new DriveIdentity(cluster, new UUID(3, id), 1, Instant.EPOCH).write(drive);
    }
  }

  private static String tombstone(Input input) {
    return input.octet() > 240
        ? input.text(40)
        : String.format("%016x-%016x-%s", input.number(), input.number(), input.flag() ? "u" : "o");
  }

  /** A whole stripe, so that there are files at all. */
  private static void stripe(Input input, List<Drive> drives) {
    String path = PATHS.get(input.below(PATHS.size()));
    long version = input.number();
    long stripe = input.below(3);
    for (int index = 0; index < 3; index++) {
      BlockHeader header = Blocks.header(CLUSTER, path, version, stripe, index);
      drives.get(index % drives.size()).put(BlockNames.path(header.block()), Blocks.file(header));
    }
  }

  /** A block, of which some may be other than it says. */
  private static void block(Input input, Drive drive) {
    String path = input.octet() > 240 ? "/" + input.text(60) : PATHS.get(input.below(PATHS.size()));
    BlockId block = new BlockId(input.number(), input.number(), input.below(4));
    try {
      BlockHeader header =
          new BlockHeader(
              CLUSTER,
              VolumePath.parse(path),
              input.number(),
              block,
              new Encoding(1 + input.below(3), 1 + input.below(2)),
              input.number(),
              input.number(),
              input.number() * 64,
              input.number() * 16,
              64 * (1 + input.below(3)),
              input.flag());
      byte[] file = Blocks.file(header);
      if (input.octet() > 250) {
        file[input.octet() * 16 % file.length] ^= (byte) input.octet();
      }
      if (input.octet() > 250) {
        byte[] head = ByteBuffer.wrap(file).slice(0, 4096).array();
        head[16 + input.below(84)] = (byte) input.octet();
      }
      drive.put(BlockNames.path(block), file);
    } catch (VolumeException | IllegalArgumentException e) {
      // No block can have such a header: those that lie are made by changing bytes.
      drive.put(BlockNames.path(block), input.bytes(64));
    }
  }
}
