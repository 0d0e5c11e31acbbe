package io.restriper.benchmarks.disk;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The block files that lie on drives, by file version and stripe.
 *
 * @param versions the stripes of each file version, the blocks of each stripe in their order
 */
record StoredBlocks(List<List<List<Block>>> versions) {

  /**
   * A block file.
   *
   * @param drive where it is, from 0
   * @param index in the stripe
   * @param payload bytes of it without the header
   */
  record Block(int drive, int index, Path path, long payload) {}

  /** Looks at what is on drives. */
  static StoredBlocks on(List<Path> drives) throws IOException {
    Map<Long, Map<Long, List<Block>>> found = new TreeMap<>();
    for (int drive = 0; drive < drives.size(); drive++) {
      for (String directory : DriveLayout.blockDirectories()) {
        Path path = drives.get(drive).resolve(directory);
        for (String name : names(path)) {
          BlockId id = BlockNames.parse(name).orElseThrow();
          Path file = path.resolve(name);
          found
              .computeIfAbsent(id.version(), version -> new TreeMap<>())
              .computeIfAbsent(id.stripe(), stripe -> new ArrayList<>())
              .add(new Block(drive, id.index(), file, Files.size(file) - BlockFormat.PAGE));
        }
      }
    }
    List<List<List<Block>>> versions = new ArrayList<>();
    for (Map<Long, List<Block>> stripes : found.values()) {
      stripes.values().forEach(blocks -> blocks.sort(Comparator.comparingInt(Block::index)));
      versions.add(List.copyOf(stripes.values()));
    }
    return new StoredBlocks(versions);
  }

  private static String[] names(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? new String[0] : names;
  }

  /** All stripes, file by file. */
  List<List<Block>> stripes() {
    return versions.stream().flatMap(List::stream).toList();
  }

  /** All blocks. */
  List<Block> blocks() {
    return stripes().stream().flatMap(Collection::stream).toList();
  }

  /** For each file, the first k blocks of each of its stripes. */
  List<List<Block>> enoughToRead(int k) {
    return versions.stream()
        .map(stripes -> stripes.stream().flatMap(stripe -> stripe.stream().limit(k)).toList())
        .toList();
  }
}
