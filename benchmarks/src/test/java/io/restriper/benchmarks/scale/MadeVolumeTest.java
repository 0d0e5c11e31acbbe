package io.restriper.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.Engine;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveLayout;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalog, names of block files and what is in them agree, whichever way the drives are made. */
class MadeVolumeTest {
  private static final Shape SHAPE = new Shape(2_000);

  @TempDir Path root;

  @BeforeEach
  void make() throws IOException {
    new Generator(root, SHAPE).make();
  }

  private MadeDrive made(Path path) {
    int drive = Integer.parseInt(path.getFileName().toString().replaceAll("[^0-9]", ""));
    return new MadeDrive(new LocalDriveFiles(path), SHAPE, drive);
  }

  @Test
  void aDriveHasWhatTheCatalogSays() throws IOException {
    for (int drive : List.of(1, Shape.DRIVES, Shape.SMALL_DRIVE)) {
      Set<String> recorded = recorded(drive);
      assertThat(names(made(Generator.drive(root, drive)))).isEqualTo(recorded);
      if (drive == Shape.SMALL_DRIVE) {
        assertThat(recorded).hasSize(Shape.BLOCKS_OF_SMALL_DRIVE);
      }
    }
  }

  @Test
  void linksHaveTheNamesTheSizeAndTheTime() throws IOException {
    new Generator(root, SHAPE).link();
    for (int drive = 1; drive <= Shape.SMALL_DRIVE; drive++) {
      DriveFiles linked = new LocalDriveFiles(Generator.drive(root, drive));
      MadeDrive made = made(Generator.drive(root, drive));
      Set<String> names = names(linked);
      assertThat(names).isEqualTo(recorded(drive));
      String one = names.iterator().next();
      assertThat(linked.stat(one)).isEqualTo(made.stat(one));
    }
  }

  @Test
  void filesAreReadAndNothingIsAtRisk() throws IOException, EngineStartException {
    EngineRuntime runtime =
        EngineRuntime.real()
            .withDrives(
                path ->
                    path.getFileName().toString().startsWith("drive-")
                        ? made(path)
                        : new LocalDriveFiles(path));
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (Engine engine = Engine.start(Generator.settings(root), runtime)) {
      try (OpenFile file = engine.files().open(Shape.path(1))) {
        file.range(0, Long.MAX_VALUE).transferTo(read);
      }
      assertThat(engine.status().dataAtRisk()).isFalse();
    }
    assertThat(read.toByteArray()).isEqualTo(new byte[1_000 * Shape.STRIPE_LENGTH]);
  }

  private Set<String> recorded(int drive) throws IOException {
    Set<String> names = new HashSet<>();
    try (Catalog catalog = SqliteCatalog.open(Generator.catalog(root), Clock.systemUTC())) {
      catalog
          .blocksOn(drive, Optional.empty(), Integer.MAX_VALUE)
          .forEach(placed -> names.add(BlockNames.path(placed.block())));
    }
    return names;
  }

  private static Set<String> names(DriveFiles drive) throws IOException {
    Set<String> names = new HashSet<>();
    for (String directory : DriveLayout.blockDirectories()) {
      for (String name : drive.list(directory)) {
        Optional<BlockId> block = BlockNames.parse(directory, name);
        assertThat(block).isPresent();
        names.add(BlockNames.path(block.orElseThrow()));
      }
    }
    return names;
  }
}
