package io.restriper.engine.fault;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.local.drive.LocalDriveFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The block files of a fixture, for a test to look at and to damage. */
final class BlockFiles {
  /** Bytes before the payload, for short paths. */
  static final int HEADER = 4096;

  private BlockFiles() {}

  /** The block files of each stripe, by index. */
  static Map<String, List<Path>> byStripe(EngineFixture fixture, int drives) throws IOException {
    Map<String, List<Path>> stripes = new TreeMap<>();
    for (int drive = 1; drive <= drives; drive++) {
      for (Path file : fixture.blockFiles(drive)) {
        BlockId id = BlockNames.parse(name(file)).orElseThrow();
        String key = String.format("%016x-%08x", id.version(), id.stripe());
        stripes.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
      }
    }
    stripes.values().forEach(list -> list.sort(Comparator.comparing(BlockFiles::name)));
    return stripes;
  }

  /** What is in all block files, by name; the same block twice is an error. */
  static Map<String, Integer> contents(EngineFixture fixture, int drives) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    for (int drive = 1; drive <= drives; drive++) {
      for (Path file : fixture.blockFiles(drive)) {
        int hash = Arrays.hashCode(Files.readAllBytes(file));
        if (contents.put(name(file), hash) != null) {
          throw new IOException(file + " is there twice");
        }
      }
    }
    return contents;
  }

  /** Changes a bit, the first position being 0. */
  static void flip(Path file, long position) throws IOException {
    // Never made by this: it may have been deleted with its file a moment ago.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 0x10));
      channel.write(one.rewind(), position);
    }
  }

  static void swap(Path one, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, bytes);
  }

  /** Writes a block anew with another payload, as sound in itself as it was. */
  static void setPayload(Path file, UUID cluster, int length) throws IOException {
    BlockId id = BlockNames.parse(name(file)).orElseThrow();
    Path drive = file;
    for (int part = 0; part < Path.of(BlockNames.path(id)).getNameCount(); part++) {
      drive = drive.getParent();
    }
    LocalDriveFiles files = new LocalDriveFiles(drive);
    BlockHeader was;
    try (VerifiedBlock block = VerifiedBlock.open(files, id, cluster)) {
      was = block.header();
    }
    BlockHeader changed =
        new BlockHeader(
            cluster,
            was.path(),
            was.fileId(),
            id,
            was.encoding(),
            was.created(),
            was.modified(),
            was.stripeOffset(),
            (long) length * was.encoding().dataBlocks(),
            length,
            was.last());
    BlockWriter.write(files, changed, new byte[length], 0);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
